// Parses, checks and compiles the templates of one campaign. Collects the findings of all of them.
import type { Path, Placed } from '../../campaign/yaml/places.ts';
import type { Diagnostic, Position } from '../../diagnostic.ts';
import { checkProgram } from './check-template.ts';
import type { Columns } from '../columns/columns.ts';
import { parseTemplate, type ParsedTemplate } from './parse-template.ts';
import { compileTemplate, type CompiledPartials, type Template } from './compile-template.ts';
import type { Rendering } from '../rendering.ts';
import { calledName, isMessageName } from '../../campaign/read-translations.ts';
import { suggestName } from './suggest-name.ts';
import type { Program } from './template-ast.ts';
import {
  addFinding,
  createCheck,
  report,
  type Partial,
  type PrintWatcher,
  type TemplateSite,
} from './template-check.ts';
import { translateProgram } from './translate-program.ts';
import type { Names } from './template-names.ts';
import { campaignSource, partialSource } from './template-source.ts';

/** A partial as it was read: its file, relative to the workspace, and its text. */
export interface PartialFile {
  readonly file: string;
  readonly text: string;
  /** The place of the value in a file, if the partial is not a whole file. */
  readonly from?: Placed & { readonly path: Path };
}

export interface TemplateCompiler {
  /**
   * Compiles a string of the campaign file. `path` leads to the string, and `language` is its language, if known. Returns undefined if there are
   * errors.
   */
  compile(
    text: string,
    path: readonly (string | number)[],
    names: Names,
    watcher?: PrintWatcher,
    language?: string,
  ): Template | undefined;
  /** Compiles the partials that were called, and returns all findings. */
  finish(): readonly Diagnostic[];
  /** The columns that the templates read so far. */
  usedColumns(): ReadonlySet<string>;
  /** The columns that conditions so far test for truth, with the first place that does. */
  askedColumns(): ReadonlyMap<string, Position>;
  /** The same for columns of tables, by the name of the table. */
  askedOfTables(): ReadonlyMap<string, ReadonlyMap<string, Position>>;
  /** Marks a column as used. For columns that something other than a template reads. */
  useColumn(name: string): void;
  /** The tables that the templates use so far. */
  usedTables(): ReadonlySet<string>;
}

export function createTemplateCompiler(
  columns: Columns,
  partialFiles: ReadonlyMap<string, PartialFile>,
  campaign: Placed,
  rendering: Rendering,
): TemplateCompiler {
  const partials = new Map(Array.from(partialFiles, ([name, file]) => [name, openPartial(file)]));
  const check = createCheck(columns, partials);
  const compiled: CompiledPartials = Object.create(null);
  // If there are no translations, {{t}} is not searched for.
  const hasMessages = [...partialFiles.keys()].some(isMessageName);
  const translate = (program: Program, site: TemplateSite): Program =>
    translateProgram(program, {
      language: site.language,
      has: (name) => partials.has(name),
      miss: (call, message, key) => {
        report(site, call.loc.start, 'PP199', message, adviseKey(key, [...partials.keys()], site.language));
      },
    });

  const countErrors = (): number => [...check.findings.values()].filter(({ severity }) => severity === 'error').length;

  return {
    compile: (text, path, names, watcher, language) => {
      const source = campaignSource(text, path, campaign);
      const parsed = parseTemplate(source);
      if (parsed.kind === 'failed') {
        addFinding(check, parsed.finding);
        return undefined;
      }
      const before = countErrors();
      const tables = mayLookUp(path) ? rendering.tables : undefined;
      const site = { check, source, inside: [], watcher, language, tables };
      const program = hasMessages ? translate(parsed.program, site) : parsed.program;
      checkProgram(program, names, site);
      return countErrors() === before ? compileTemplate(program, compiled, rendering) : undefined;
    },
    finish: () => {
      for (const name of check.usedPartials) {
        const partial = partials.get(name);
        if (countErrors() > 0 || partial?.parsed.kind !== 'parsed') continue;
        compiled[name] = compileTemplate(partial.parsed.program, compiled, rendering);
      }
      return [...check.findings.values()];
    },
    usedColumns: () => new Set(check.usedColumns),
    askedColumns: () => check.askedColumns,
    askedOfTables: () => check.askedOfTables,
    useColumn: (name) => check.usedColumns.add(name),
    usedTables: () => check.usedTables,
  };
}

/** Whether a value may use tables: identifiers and languages must not change with a table. */
function mayLookUp([first, second]: readonly (string | number)[]): boolean {
  return first !== 'key' && first !== 'locale' && second !== 'identifiers';
}

/** `names` are all partials and messages, in all languages. */
function adviseKey(key: string, names: readonly string[], language: string | undefined): string {
  if (language === undefined) return 'Only the texts of a notification have one.';
  // A form for numbers follows a colon. Nobody calls it directly.
  const keys = [...new Set(names.filter(isMessageName).map(calledName))].filter((one) => !one.includes(':'));
  if (!keys.includes(key)) return suggestName(key, keys, 'Keys');
  return `Add ${key} to translations/${language}.yaml: another language has it.`;
}

function openPartial({ file, text, from }: PartialFile): Partial {
  const source = from === undefined ? partialSource(file, text) : campaignSource(text, from.path, from);
  let parsed: ParsedTemplate | undefined;
  return {
    source,
    get parsed() {
      parsed ??= parseTemplate(source);
      return parsed;
    },
  };
}
