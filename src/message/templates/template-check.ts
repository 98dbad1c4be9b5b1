// The state that the checks of one campaign's templates share: what they know, their findings, and what they learn.
import { errorAt, warningAt, type Diagnostic, type Position, type RuleCode } from '../../diagnostic.ts';
import type { Columns } from '../columns/columns.ts';
import type { Tables } from '../tables.ts';
import type { HelperCall, TemplatePlace } from './template-ast.ts';
import type { ParsedTemplate } from './parse-template.ts';
import type { Names } from './template-names.ts';
import { positionOf, type TemplateSource } from './template-source.ts';

/** A partial. It is parsed once, when it is first called. */
export interface Partial {
  readonly source: TemplateSource;
  readonly parsed: ParsedTemplate;
}

export interface TemplateCheck {
  readonly columns: Columns;
  readonly partials: ReadonlyMap<string, Partial>;
  /** The findings by their text and place, so that each is reported once. A partial is checked at every call. */
  readonly findings: Map<string, Diagnostic>;
  /** The columns that templates use. Others need not be typed. */
  readonly usedColumns: Set<string>;
  /** The columns that a condition tests for truth, with the first place that does. */
  readonly askedColumns: Map<string, Position>;
  /** The same for columns of tables, by the name of the table. */
  readonly askedOfTables: Map<string, Map<string, Position>>;
  /** The partials that are called, and so must be compiled. */
  readonly usedPartials: Set<string>;
  /** The tables that templates use. */
  readonly usedTables: Set<string>;
  /** The number of calls of partials followed so far. */
  followed: number;
}

/** The template that is being checked, and the partials that led to it. */
export interface TemplateSite {
  readonly check: TemplateCheck;
  readonly source: TemplateSource;
  readonly inside: readonly string[];
  readonly watcher?: PrintWatcher | undefined;
  /** The language of the text, if it is known. */
  readonly language?: string | undefined;
  /** Undefined if tables may not be used here. */
  readonly tables: Tables | undefined;
}

/** Receives what a template and its partials print. */
export interface PrintWatcher {
  /** Receives text that is the same for everybody. */
  seeWords(words: string): void;
  /** Receives a printed expression. `names` says what names mean there. */
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

/** Reports a warning: the template works, but most likely not as intended. */
export function advise(site: TemplateSite, place: TemplatePlace, code: RuleCode, message: string, help: string): void {
  addFinding(site.check, warningAt(positionOf(site.source, place), code, message, help));
}
