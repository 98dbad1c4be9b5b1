// Checks a path such as price, items.[0].price, ../language or @root.city against the names that are known at its place.
import { calledName, isMessageName } from '../../campaign/read-translations.ts';
import { suggestColumn, suggestName } from './suggest-name.ts';
import { checkTableColumn } from './check-find.ts';
import { report, type TemplateSite } from './template-check.ts';
import { isScoped, type TemplatePath } from './template-ast.ts';
import { contextAt, type NameContext, type Names } from './template-names.ts';

/** Every name that a plain object inherits. None of them is data. */
const inherited: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

export function checkPath(path: TemplatePath, names: Names, site: TemplateSite): void {
  if (path.parts.slice(1).some((part) => inherited.has(part))) reportInherited(path, site);
  else if (path.data) checkVariable(path, names, site);
  else if (!isBlockParam(path, names)) checkInContext(path, contextAt(names, path.depth), site);
}

function checkInContext(path: TemplatePath, context: NameContext | undefined, site: TemplateSite): void {
  const head = path.parts[0];
  if (context === undefined) {
    report(site, path.loc.start, 'PP115', `${path.original} leads out of the row`, 'Leave out one ../.');
  } else if (head === undefined || !context.given.has(head)) {
    if (context.kind === 'row') checkColumn(path, path.parts, site);
    else if (head !== undefined) checkField(path, head, context, site);
  }
}

function checkField(path: TemplatePath, head: string, { table }: NameContext, site: TemplateSite): void {
  if (inherited.has(head)) return reportInherited(path, site);
  if (!checkTableColumn(head, path, table, site)) return;
  if (table === undefined || path.parts.length === 1 || table.nested.includes(head)) return;
  const message = `${path.original} leads into the column ${head} of the table ${table.name}, which is not json`;
  report(site, path.loc.start, 'PP117', message, `Declare ${head}: json in data.${table.name}.columns.`);
}

/** Returns the names that lead to a value from the row, through those of its context. Undefined if that is not known. */
export function pathFromRow(path: TemplatePath, names: Names): readonly string[] | undefined {
  if (path.data) return path.parts[0] === 'root' ? path.parts.slice(1) : undefined;
  if (isBlockParam(path, names)) return undefined;
  const context = contextAt(names, path.depth);
  if (context?.from === undefined || context.given.has(path.parts[0] ?? '')) return undefined;
  return [...context.from, ...path.parts];
}

/** Returns the column that a path names as a whole, also under a name that the call of a partial gives it. */
export function columnOf(path: TemplatePath, names: Names): string | undefined {
  const [head, ...rest] = path.data ? path.parts.slice(1) : path.parts;
  if (head === undefined || rest.length > 0) return undefined;
  if (path.data) return path.parts[0] === 'root' ? head : undefined;
  const context = isBlockParam(path, names) ? undefined : contextAt(names, path.depth);
  if (context?.given.has(head) === true) return context.given.get(head);
  return context?.kind === 'row' ? head : undefined;
}

/** Returns the table of the column that a path names within a row of that table. */
export function tableOf(path: TemplatePath, names: Names): NameContext['table'] {
  const context = path.data || isBlockParam(path, names) ? undefined : contextAt(names, path.depth);
  return path.parts.length === 1 && context?.given.has(path.parts[0] ?? '') === false ? context.table : undefined;
}

/** Whether the path is the whole row, as `this` is. A row is all data of a person, and not a value to print or pass on. */
export function isWholeRow(path: TemplatePath, names: Names): boolean {
  if (path.data) return path.parts.length === 1 && path.parts[0] === 'root';
  return path.parts.length === 0 && contextAt(names, path.depth)?.kind === 'row';
}

function isBlockParam(path: TemplatePath, names: Names): boolean {
  return !isScoped(path) && names.blockParams.has(path.parts[0] ?? '');
}

function checkVariable(path: TemplatePath, names: Names, site: TemplateSite): void {
  const [head = '', ...rest] = path.parts;
  if (head === 'root') return checkColumn(path, rest, site);
  if (names.variables.has(head)) return;
  const here = [...names.variables, 'root'].map((name) => `@${name}`);
  const help =
    head === 'campaign' || head === 'arm'
      ? 'Only link_params have @campaign, and @arm if the campaign has variants.'
      : suggestName(`@${head}`, here, 'Variables here');
  report(site, path.loc.start, 'PP110', `unknown variable @${head}`, help);
}

function checkColumn(path: TemplatePath, parts: readonly string[], site: TemplateSite): void {
  const { columns, usedColumns } = site.check;
  const [name, ...rest] = parts;
  if (name === undefined) {
    return report(
      site,
      path.loc.start,
      'PP115',
      `${path.original} is the whole row, which is not a value`,
      'Name a column.',
    );
  }
  if (!columns.has(name)) {
    const help = suggestColumn(parts.join('.'), name, columns.names);
    return report(site, path.loc.start, 'PP110', `unknown column ${name}`, help + adviseHanding(name, site));
  }
  usedColumns.add(name);
  if (rest.length === 0 || columns.hasParts(name)) return;
  const help =
    rest.join('.') === 'length'
      ? `Write {{length ${name}}}, or declare ${name}: json in audience.columns if it holds a list.`
      : `Declare ${name}: json in audience.columns.`;
  report(site, path.loc.start, 'PP117', `${path.original} leads into the column ${name}, which is not json`, help);
}

/** Adds to the help how to pass a value to a text of a translation, which knows only what its call passes. */
function adviseHanding(name: string, { inside }: TemplateSite): string {
  const message = inside.findLast(isMessageName);
  if (message === undefined) return '';
  // The forms for numbers follow a colon.
  const [key] = calledName(message).split(':');
  return ` Pass other values where the text is called: {{t '${key}' ${name}=column}}.`;
}

function reportInherited(path: TemplatePath, site: TemplateSite): void {
  report(
    site,
    path.loc.start,
    'PP115',
    `${path.original} reaches for what every object has`,
    'Name a column or a field of one.',
  );
}
