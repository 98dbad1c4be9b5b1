// What the checks of one campaign's templates share: what they know, where they put their findings, what they learn.
import { errorAt, warningAt, type Diagnostic, type Position, type RuleCode } from '../../diagnostic.ts';
import type { Columns } from '../columns/columns.ts';
import type { Tables } from '../tables.ts';
import type { HelperCall, TemplatePlace } from './template-ast.ts';
import type { ParsedTemplate } from './parse-template.ts';
import type { Names } from './template-names.ts';
import { positionOf, type TemplateSource } from './template-source.ts';

/** A partial, parsed once, and only when it is called. */
export interface Partial {
  readonly source: TemplateSource;
  readonly parsed: ParsedTemplate;
}

export interface TemplateCheck {
  readonly columns: Columns;
  readonly partials: ReadonlyMap<string, Partial>;
  /** Findings by what they say and where, since a partial is checked at every place that calls it. */
  readonly findings: Map<string, Diagnostic>;
  /** Columns that templates name; others need not be typed. */
  readonly usedColumns: Set<string>;
  /** Columns whose truth a template asks for, with the first place that does. */
  readonly askedColumns: Map<string, Position>;
  /** The same of tables, by the name of the table. */
  readonly askedOfTables: Map<string, Map<string, Position>>;
  /** Partials that are called, which have to be compiled too. */
  readonly usedPartials: Set<string>;
  /** Tables that templates look into. */
  readonly usedTables: Set<string>;
  /** How many calls of partials have been followed. */
  followed: number;
}

/** The template that is being looked at, and the partials that led to it. */
export interface TemplateSite {
  readonly check: TemplateCheck;
  readonly source: TemplateSource;
  readonly inside: readonly string[];
  readonly watcher?: PrintWatcher | undefined;
  /** The language of the text, where it is known. */
  readonly language?: string | undefined;
  /** Undefined where nothing may be looked up. */
  readonly tables: Tables | undefined;
}

/** Sees what a template and its partials print. */
export interface PrintWatcher {
  /** What stands there for everybody. */
  seeWords(words: string): void;
  /** `names` says what names mean there. */
  seeExpression(printed: HelperCall, names: Names): void;
}

export function createCheck(columns: Columns, partials: ReadonlyMap<string, Partial>): TemplateCheck {
  return {
    columns,
    partials,
    findings: new Map(),
    usedColumns: new Set(),
    askedColumns: new Map(),
    askedOfTables: new Map(),
    usedPartials: new Set(),
    usedTables: new Set(),
    followed: 0,
  };
}

export function addFinding(check: TemplateCheck, finding: Diagnostic): void {
  const { code, file, line, column, message } = finding;
  check.findings.set(JSON.stringify([code, file, line, column, message]), finding);
}

export function report(site: TemplateSite, place: TemplatePlace, code: RuleCode, message: string, help?: string): void {
  addFinding(site.check, errorAt(positionOf(site.source, place), code, message, help));
}

/** A warning: it works, and most likely not as it was meant. */
export function advise(site: TemplateSite, place: TemplatePlace, code: RuleCode, message: string, help: string): void {
  addFinding(site.check, warningAt(positionOf(site.source, place), code, message, help));
}
