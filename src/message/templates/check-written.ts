// Checks the literal values in a call of a helper. They can be tried now instead of on every row.
import { columnOf, pathFromRow } from './check-path.ts';
import {
  describeSignature,
  HelperFault,
  type Helper,
  type HelperParameter,
  type WrittenCall,
} from '../helpers/helper.ts';
import { findHelper } from './find-helper.ts';
import { advise, report, type TemplateSite } from './template-check.ts';
import type { HelperCall, Expression, Literal, TemplatePath } from './template-ast.ts';
import type { Names } from './template-names.ts';

/** Returns whether all of them are correct. */
export function checkWritten(call: HelperCall, helper: Helper, names: Names, site: TemplateSite): boolean {
  const wrong = argumentsOf(call, helper).flatMap(([parameter, value]) => findMisfits(parameter, value, names));
  for (const misfit of wrong) reportMisfit(misfit, call, helper, site);
  if (wrong.length > 0 || lacksZone(call, helper, names, site) || lacksNumber(call, helper, names, site)) return false;
  for (const { code, message, help } of helper.advise?.(readWritten(call, site.language)) ?? []) {
    advise(site, call.loc.start, code, `${helper.name} ${message}`, help);
  }
  return true;
}

/** Reports a column that is declared with a time zone but would be shown in UTC. */
function lacksZone(call: HelperCall, helper: Helper, names: Names, site: TemplateSite): boolean {
  const takesZone = helper.options?.some(({ name }) => name === 'zone') === true;
  if (!takesZone || call.hash?.pairs.some(({ key }) => key === 'zone') === true) return false;
  const [first] = call.params.slice(0, 1).flatMap((value) => listZones(value, names, site));
  if (first === undefined) return false;
  const { column, zone } = first;
  const message = `${helper.name} shows ${column} in UTC, and the column is declared with the zone ${zone}`;
  report(site, call.loc.start, 'PP113', message, `Say in which zone to show it, such as zone='${zone}'.`);
  return true;
}

/** Reports text from a file with decimal commas, which would be read with decimal points: 1.299 as less than two. */
function lacksNumber(call: HelperCall, helper: Helper, names: Names, site: TemplateSite): boolean {
  const [first] = argumentsOf(call, helper)
    .filter(([{ reads }]) => reads === 'number')
    .flatMap(([, value]) => choicesOf(value, names))
    .flatMap((one) => {
      const path = one.type === 'PathExpression' ? pathFromRow(one, names) : undefined;
      const line = path === undefined ? undefined : site.check.columns.undeclaredNumber(path);
      return one.type !== 'PathExpression' || line === undefined
        ? []
        : [{ name: one.original, line, at: one.loc.start }];
    });
  if (first === undefined) return false;
  const message = `${helper.name} takes ${first.name} for a number, and the column is text, in a file that says csv: decimal`;
  report(site, first.at, 'PP113', message, `Write ${first.line} under audience.`);
  return true;
}

/** Returns those columns that the value may show and that have a zone. */
function listZones(value: Expression, names: Names, { check }: TemplateSite) {
  return choicesOf(value, names).flatMap((one) => {
    const column = one.type === 'PathExpression' ? columnOf(one, names) : undefined;
    const zone = column === undefined ? undefined : check.columns.zone(column);
    return zone === undefined ? [] : [{ column, zone }];
  });
}

interface Misfit {
  readonly parameter: HelperParameter<unknown>;
  readonly value: Literal;
  /** Continues the parameter's name. */
  readonly problem: string;
}

function argumentsOf(call: HelperCall, helper: Helper): readonly (readonly [HelperParameter<unknown>, Expression])[] {
  const given = [
    ...call.params.map((value, index) => [helper.parameters[index] ?? helper.rest, value] as const),
    ...(call.hash?.pairs ?? []).map(
      ({ key, value }) => [helper.options?.find(({ name }) => name === key), value] as const,
    ),
  ];
  return given.flatMap(([parameter, value]) => (parameter === undefined ? [] : [[parameter, value] as const]));
}

function findMisfits(parameter: HelperParameter<unknown>, value: Expression, names: Names): readonly Misfit[] {
  return literalsOf(value, parameter, names).flatMap((literal) => {
    const problem = tryLiteral(parameter, literal);
    return problem === undefined ? [] : [{ parameter, value: literal, problem }];
  });
}

/**
 * Returns the literals to try. A language or a currency is also tried inside (default language 'tr'). For other parameters, that value may never be
 * used.
 */
function literalsOf(value: Expression, parameter: HelperParameter<unknown>, names: Names): readonly Literal[] {
  if (value.type === 'SubExpression' && parameter.written === undefined) return [];
  return choicesOf(value, names).flatMap((one) => (one.type === 'PathExpression' ? [] : [one]));
}

/** Returns the value itself, or each value that a helper may pick. */
function choicesOf(value: Expression, names: Names): readonly (TemplatePath | Literal)[] {
  if (value.type !== 'SubExpression') return [value];
  return findHelper(value, names)?.picks === true ? value.params.flatMap((one) => choicesOf(one, names)) : [];
}

function tryLiteral(parameter: HelperParameter<unknown>, literal: Literal): string | undefined {
  try {
    parameter.read(valueOf(literal));
    return undefined;
  } catch (error) {
    if (error instanceof HelperFault) return error.message;
    throw error;
  }
}

function valueOf(literal: Literal): unknown {
  return literal.type === 'NullLiteral' ? null : literal.value;
}

function reportMisfit(
  { parameter, value, problem }: Misfit,
  call: HelperCall,
  helper: Helper,
  site: TemplateSite,
): void {
  const { name, written } = parameter;
  const message = `${helper.name} cannot use ${JSON.stringify(valueOf(value) ?? null)}: ${name} ${problem}`;
  if (written === undefined) {
    report(site, call.loc.start, 'PP113', message, `It is used as {{${describeSignature(helper)}}}.`);
  } else {
    report(site, value.loc.start, written.code, message, written.suggest(valueOf(value)));
  }
}

function readWritten(call: HelperCall, usual: string | undefined): WrittenCall {
  return {
    usual,
    values: call.params.map(literalOf),
    options: new Map((call.hash?.pairs ?? []).map(({ key, value }) => [key, literalOf(value)])),
  };
}

function literalOf(value: Expression): unknown {
  return value.type === 'PathExpression' || value.type === 'SubExpression' ? undefined : valueOf(value);
}
