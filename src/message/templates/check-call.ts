// Checks a mustache, a block or an expression in brackets: a path, or a helper with its arguments.
import { checkParts } from './check-parts.ts';
import { checkPath, columnOf } from './check-path.ts';
import { checkFind } from './check-find.ts';
import { checkWritten } from './check-written.ts';
import { noteAsked } from './note-asked.ts';
import { describeSignature, type Helper } from '../helpers/helper.ts';
import { helperTable } from '../helpers/helper-table.ts';
import { findNearest } from '../../campaign/find-nearest.ts';
import { findHelper } from './find-helper.ts';
import { ownHelperFor } from './foreign-helpers.ts';
import { suggestName } from './suggest-name.ts';
import { report, type TemplateSite } from './template-check.ts';
import {
  pathOfLiteral,
  valuesOf,
  type Expression,
  type HelperCall,
  type Literal,
  type TemplatePath,
} from './template-ast.ts';
import { contextAt, type Names } from './template-names.ts';

/** How a call is written: `{{x}}` may be a path or a helper; brackets and blocks are always a helper. */
type Form = 'mustache' | 'brackets' | 'block';

const deepest = 32;

/** Returns the helper, if the call is correct. Undefined for a path, and if there are findings. */
export function checkCall(
  call: HelperCall,
  form: Form,
  names: Names,
  site: TemplateSite,
  depth = 0,
): Helper | undefined {
  const values = valuesOf(call);
  const bare = form === 'mustache' && values.length === 0;
  const helper = findHelper(call, names);
  if (helper === undefined) {
    if (bare && call.path.type !== 'SubExpression') checkBare(call.path, names, site);
    else reportUnknown(call, form, names, site);
    return undefined;
  }
  if (bare && reportHidden(call, helper.name, names, site)) return undefined;
  for (const value of values) checkArgument(value, names, site, depth);
  if (!checkShape(call, form, helper, names, site)) return undefined;
  noteAsked(call, helper, 'asked', names, site);
  checkParts(call, helper, names, site);
  return helper;
}

/** Checks an argument, or the value of a named one. */
export function checkArgument(value: Expression, names: Names, site: TemplateSite, depth = 0): void {
  if (value.type === 'PathExpression') checkPath(value, names, site);
  if (value.type !== 'SubExpression') return;
  if (depth < deepest) checkCall(value, 'brackets', names, site, depth + 1);
  else report(site, value.loc.start, 'PP115', `brackets are nested more than ${deepest} deep`, 'Split the expression.');
}

function checkBare(head: TemplatePath | Literal, names: Names, site: TemplateSite): void {
  checkPath(head.type === 'PathExpression' ? head : pathOfLiteral(head), names, site);
}

/** Reports `{{date}}` if there is a column of that name, which the helper hides. */
function reportHidden(call: HelperCall, name: string, names: Names, site: TemplateSite): boolean {
  const context = contextAt(names, 0);
  if (context?.kind === 'row' && !context.given.has(name) && !site.check.columns.has(name)) return false;
  const message = `{{${name}}} is the helper ${name}, which hides a column or field of that name`;
  report(site, call.path.loc.start, 'PP116', message, `Write {{this.${name}}} for the column or field.`);
  return true;
}

function reportUnknown(call: HelperCall, form: Form, names: Names, site: TemplateSite): undefined {
  const words = [call.path, ...call.params].map(wordOf);
  const [name = ''] = words;
  const spaced = words.join(' ');
  const place = call.path.loc.start;
  if (words.length > 1 && site.check.columns.has(spaced)) {
    report(site, place, 'PP112', `unknown helper ${name}`, `For the column write {{[${spaced}]}}.`);
  } else if (form === 'block' && words.length === 1 && isSection(call.path, names, site)) {
    report(
      site,
      place,
      'PP115',
      `{{#${name}}} does not say what to do with ${name}`,
      `Write {{#if ${name}}} or {{#each ${name}}}.`,
    );
  } else if (
    form === 'block' &&
    words.length === 1 &&
    call.path.type === 'PathExpression' &&
    call.path.parts.length > 1
  ) {
    // Helper names have no dots.
    checkPath(call.path, names, site);
  } else {
    report(site, place, 'PP112', `unknown helper ${name}`, suggestHelper(name));
  }
}

/** Whether it is `{{#items}}` or `{{#order.items}}`, which is how Mustache writes an if or each over a value. */
function isSection(path: HelperCall['path'], names: Names, site: TemplateSite): boolean {
  if (path.type !== 'PathExpression') return false;
  const column = columnOf(path, names);
  if (column !== undefined) return site.check.columns.has(column);
  const isInRow = contextAt(names, path.depth)?.kind === 'row';
  return !isInRow || (path.parts.length > 1 && site.check.columns.has(path.parts[0] ?? ''));
}

function suggestHelper(name: string): string {
  if (name === 't')
    return "A text of a translation, {{t 'key'}}, is written by itself in a field of the notification: not in a helper, a partial or another text.";
  const helper = helperTable.get(ownHelperFor(name) ?? '');
  if (helper === undefined) return suggestName(name, [...helperTable.keys()], 'Helpers');
  return `Here it is ${helper.name}, used as {{${describeSignature(helper)}}}.`;
}

function wordOf(expression: Expression): string {
  if (expression.type === 'PathExpression') return expression.original;
  return expression.type === 'SubExpression' ? `(${wordOf(expression.path)})` : String(expression.value);
}

function checkShape(call: HelperCall, form: Form, helper: Helper, names: Names, site: TemplateSite): boolean {
  const problem = findFormProblem(form, helper) ?? findCountProblem(call, helper) ?? findOptionProblem(call, helper);
  if (problem === undefined) {
    if (helper.finds === true && !checkFind(call, form === 'mustache', site)) return false;
    return checkWritten(call, helper, names, site);
  }
  report(site, call.loc.start, 'PP113', `${helper.name} ${problem}`, `It is used as {{${describeSignature(helper)}}}.`);
  return false;
}

function findFormProblem(form: Form, helper: Helper): string | undefined {
  if (form === 'block') return helper.kind === 'block' ? undefined : 'has no body';
  return helper.kind === 'block' ? 'is a block' : undefined;
}

function findCountProblem(call: HelperCall, helper: Helper): string | undefined {
  const least = helper.parameters.filter((parameter) => parameter.optional !== true).length;
  const most = helper.rest === undefined ? helper.parameters.length : Number.POSITIVE_INFINITY;
  const count = call.params.length;
  if (count >= least && count <= most) return undefined;
  const wanted =
    most === least ? `${least}` : most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
  return `takes ${wanted} argument${wanted === '1' ? '' : 's'}, not ${count}`;
}

function findOptionProblem(call: HelperCall, helper: Helper): string | undefined {
  const options = helper.options ?? [];
  const pairs = call.hash?.pairs ?? [];
  const known = options.map(({ name }) => name);
  const unknown = pairs.find(({ key }) => !known.includes(key));
  if (unknown !== undefined) {
    const nearest = findNearest(unknown.key, known);
    return `does not know ${unknown.key}=${nearest === undefined ? '' : `; did you mean ${nearest}=?`}`;
  }
  const missing = options.find(({ name, optional }) => optional !== true && !pairs.some(({ key }) => key === name));
  if (missing !== undefined) return `needs ${missing.name}=`;
  return helper.findClash?.(pairs.map(({ key }) => key));
}
