// Checks the values that are written in a call of a helper: they can be tried now rather than on every row.
import { columnOf } from './check-path.ts';
import { describeSignature, HelperFault, type Helper, type Parameter, type WrittenCall } from '../helpers/helper.ts';
import { helperTable } from '../helpers/helper-table.ts';
import { advise, report, type TemplateSite } from './template-check.ts';
import { simpleName, type Call, type Expression, type Literal } from './template-ast.ts';
import type { Names } from './template-names.ts';

/** Whether all of them are right. */
export function checkWritten(call: Call, helper: Helper, names: Names, site: TemplateSite): boolean {
  const wrong = argumentsOf(call, helper).flatMap(([parameter, value]) => findMisfits(parameter, value));
  for (const misfit of wrong) reportMisfit(misfit, call, helper, site);
  if (wrong.length > 0 || lacksZone(call, helper, names, site)) return false;
  for (const { code, message, help } of helper.advise?.(readWritten(call)) ?? []) {
    advise(site, call.loc.start, code, `${helper.name} ${message}`, help);
  }
  return true;
}

/** A column that says in which zone it is written would be shown in UTC. */
function lacksZone(call: Call, helper: Helper, names: Names, site: TemplateSite): boolean {
  const [value] = call.params;
  const column = value?.type === 'PathExpression' ? columnOf(value, names) : undefined;
  const zone = column === undefined ? undefined : site.check.columns.zone(column);
  const takesZone = helper.options?.some(({ name }) => name === 'zone') === true;
  if (zone === undefined || !takesZone || call.hash?.pairs.some(({ key }) => key === 'zone') === true) return false;
  const message = `${helper.name} shows ${column} in UTC, and the column is declared with the zone ${zone}`;
  report(site, call.loc.start, 'PP113', message, `Say in which zone to show it, such as zone='${zone}'.`);
  return true;
}

interface Misfit {
  readonly parameter: Parameter<unknown>;
  readonly value: Literal;
  /** Goes on after the parameter's name. */
  readonly problem: string;
}

function argumentsOf(call: Call, helper: Helper): readonly (readonly [Parameter<unknown>, Expression])[] {
  const given = [
    ...call.params.map((value, index) => [helper.parameters[index] ?? helper.rest, value] as const),
    ...(call.hash?.pairs ?? []).map(
      ({ key, value }) => [helper.options?.find(({ name }) => name === key), value] as const,
    ),
  ];
  return given.flatMap(([parameter, value]) => (parameter === undefined ? [] : [[parameter, value] as const]));
}

function findMisfits(parameter: Parameter<unknown>, value: Expression): readonly Misfit[] {
  return literalsOf(value, parameter).flatMap((literal) => {
    const problem = tryLiteral(parameter, literal);
    return problem === undefined ? [] : [{ parameter, value: literal, problem }];
  });
}

/** What may be written in place of a language or a currency stands in (default language 'tr') too; for other values it may never come to that. */
function literalsOf(value: Expression, parameter: Parameter<unknown>): readonly Literal[] {
  if (value.type === 'PathExpression') return [];
  if (value.type !== 'SubExpression') return [value];
  const helper = helperTable.get(simpleName(value.path) ?? '');
  if (parameter.written === undefined || helper?.picks !== true) return [];
  return value.params.flatMap((one) => literalsOf(one, parameter));
}

function tryLiteral(parameter: Parameter<unknown>, literal: Literal): string | undefined {
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

function reportMisfit({ parameter, value, problem }: Misfit, call: Call, helper: Helper, site: TemplateSite): void {
  const { name, written } = parameter;
  const message = `${helper.name} cannot use ${JSON.stringify(valueOf(value) ?? null)}: ${name} ${problem}`;
  if (written === undefined) {
    report(site, call.loc.start, 'PP113', message, `It is used as {{${describeSignature(helper)}}}.`);
  } else {
    report(site, value.loc.start, written.code, message, written.suggest(valueOf(value)));
  }
}

function readWritten(call: Call): WrittenCall {
  return {
    values: call.params.map(literalOf),
    options: new Map((call.hash?.pairs ?? []).map(({ key, value }) => [key, literalOf(value)])),
  };
}

function literalOf(value: Expression): unknown {
  return value.type === 'PathExpression' || value.type === 'SubExpression' ? undefined : valueOf(value);
}
