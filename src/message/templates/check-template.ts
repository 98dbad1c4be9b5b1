// Walks a template and the partials that it calls, and checks every construct, name and helper before any row is read.
import { countOf } from '../../numbers.ts';
import { isMessageName } from '../../campaign/read-translations.ts';
import { checkArgument, checkCall } from './check-call.ts';
import { columnOf, isWholeRow, pathFromRow } from './check-path.ts';
import { tableEntered } from './check-find.ts';
import { suggestName } from './suggest-name.ts';
import { addFinding, report, type TemplateSite } from './template-check.ts';
import {
  partialName,
  valuesOf,
  type TemplateBlock,
  type Expression,
  type PartialCall,
  type Program,
  type Statement,
} from './template-ast.ts';
import { enterBody, enterPartial, type NameContext, type Names } from './template-names.ts';

const deepest = 32;
/** The most calls of partials to follow. If each partial calls another twice, the calls multiply long before they nest too deep. */
const mostFollowed = 1000;

export function checkProgram(program: Program | undefined, names: Names, site: TemplateSite, depth = 0): void {
  for (const statement of program?.body ?? []) checkStatement(statement, names, site, depth);
}

function checkStatement(statement: Statement, names: Names, site: TemplateSite, depth: number): void {
  const place = statement.loc.start;
  switch (statement.type) {
    case 'ContentStatement':
      site.watcher?.seeWords(statement.original);
      return;
    case 'CommentStatement':
      return;
    case 'MustacheStatement':
      if (!statement.escaped) {
        report(
          site,
          place,
          'PP115',
          '{{{ }}} and {{& }} are not allowed',
          'Write {{ }}: nothing is escaped for HTML here.',
        );
      }
      checkCall(statement, 'mustache', names, site);
      site.watcher?.seeExpression(statement, names);
      return;
    case 'BlockStatement':
      checkBlock(statement, names, site, depth);
      return;
    case 'PartialStatement':
      checkPartial(statement, names, site, depth);
      return;
    case 'Decorator':
    case 'DecoratorBlock':
      report(
        site,
        place,
        'PP115',
        'decorators and inline partials are not allowed',
        'Put the text into partials/NAME.hbs and write {{> NAME}}.',
      );
      return;
    case 'PartialBlockStatement':
      report(
        site,
        place,
        'PP115',
        'partials with a body are not allowed',
        'Write {{> NAME}}, with name=value for what differs.',
      );
  }
}

function checkBlock(block: TemplateBlock, names: Names, site: TemplateSite, depth: number): void {
  if (depth >= deepest) {
    report(
      site,
      block.loc.start,
      'PP115',
      `blocks are nested more than ${deepest} deep`,
      'Move some of it into the data.',
    );
    return;
  }
  const helper = checkCall(block, 'block', names, site);
  if (helper?.kind === 'block' && helper.names === 'same' && block.program?.blockParams !== undefined) {
    report(
      site,
      block.loc.start,
      'PP113',
      `#${helper.name} gives no names with as | |`,
      `Write {{#${helper.name} ...}}.`,
    );
  }
  const inBody = (): Names => {
    if (helper?.kind !== 'block' || helper.names === 'same') return names;
    const { variables } = helper;
    return enterBody(names, {
      from: findEntered(block.params[0], names),
      table: tableEntered(block.params[0], site),
      blockParams: block.program?.blockParams ?? [],
      variables,
    });
  };
  if (helper !== undefined) checkProgram(block.program, inBody(), site, depth + 1);
  checkProgram(block.inverse, names, site, depth + 1);
}

function checkPartial(call: PartialCall, names: Names, site: TemplateSite, depth: number): void {
  const name = partialName(call.name);
  if (name === undefined) {
    const help = 'Write {{> NAME}}, and choose with {{#if}}.';
    report(site, call.loc.start, 'PP115', 'the name of a partial is not computed', help);
    return;
  }
  if (call.params.length > 1) {
    const help = `Write {{> ${name} column}}, with name=value for everything else.`;
    report(
      site,
      call.loc.start,
      'PP111',
      `the partial ${name} takes at most one value, not ${call.params.length}`,
      help,
    );
    return;
  }
  const onEntry = changesContext(call, names);
  const entered = onEntry
    ? { from: findEntered(call.params[0], names), table: tableEntered(call.params[0], site) }
    : undefined;
  const inner = enterPartial(names, entered, namesGivenBy(call, names));
  // {{> name this}} means the same as {{> name}}, so there the whole row may be named.
  const values = valuesOf(onEntry ? call : { ...call, params: call.params.slice(1) });
  for (const value of values) checkArgument(value, names, site);
  if (!canFollow(call, name, site, depth)) return;
  const partial = site.check.partials.get(name);
  if (partial?.parsed.kind === 'failed') addFinding(site.check, partial.parsed.finding);
  if (partial?.parsed.kind !== 'parsed') return;
  const inside = { ...site, source: partial.source, inside: [...site.inside, name] };
  checkProgram(partial.parsed.program, inner, inside, depth);
}

function findEntered(value: Expression | undefined, names: Names): readonly string[] | undefined {
  return value?.type === 'PathExpression' ? pathFromRow(value, names) : undefined;
}

function namesGivenBy({ hash }: PartialCall, names: Names): NameContext['given'] {
  return new Map(
    hash?.pairs.map(({ key, value }) => [key, value.type === 'PathExpression' ? columnOf(value, names) : undefined]),
  );
}

/** Whether the partial looks names up in another context than the one around its call. */
function changesContext({ params: [context] }: PartialCall, names: Names): boolean {
  return context !== undefined && !(context.type === 'PathExpression' && isWholeRow(context, names));
}

/** Reports errors of the call itself (PP114), and records the partial as used. */
function canFollow(call: PartialCall, name: string, site: TemplateSite, depth: number): boolean {
  const { check, inside } = site;
  const place = call.loc.start;
  if (!check.partials.has(name)) {
    report(
      site,
      place,
      'PP114',
      `there is no partial ${name}`,
      suggestName(
        name,
        [...check.partials.keys()].filter((one) => !isMessageName(one)),
        'Partials',
      ),
    );
    return false;
  }
  if (inside.includes(name)) {
    const circle = [...inside.slice(inside.indexOf(name)), name].join(' > ');
    report(site, place, 'PP114', `the partial ${name} calls itself (${circle})`, 'Remove one of these calls.');
    return false;
  }
  check.usedPartials.add(name);
  check.followed += 1;
  if (check.followed <= mostFollowed && depth + inside.length < deepest) return true;
  report(
    site,
    place,
    'PP114',
    'partials call partials too often',
    `At most ${countOf(mostFollowed, 'call')}, ${deepest} deep.`,
  );
  return false;
}
