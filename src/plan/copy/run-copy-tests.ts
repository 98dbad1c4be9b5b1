// Runs the copy tests of a campaign, each over the row that it names. Looks nothing up and sends nothing.
import type { Campaign } from '../../campaign/campaign.ts';
import type { CopyTest } from '../../campaign/copy-test.ts';
import { findNearest } from '../../campaign/find-nearest.ts';
import { sharedOf } from '../../campaign/layers/variants.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { knowColumns } from '../../message/columns/columns.ts';
import type { Recipient } from '../../message/recipient.ts';
import type { Renderer, RenderResult } from '../../message/renderer.ts';
import { createWhere } from '../../message/columns/where.ts';
import { compareCopy, type CopyMiss } from './compare-copy.ts';

/** `columns` are the columns of the audience. */
export function runCopyTests(
  campaign: Campaign,
  renderer: Renderer,
  columns: readonly string[],
): readonly Diagnostic[] {
  const { copyTests = [] } = campaign;
  if (copyTests.length === 0) return [];
  const bench: Bench = { campaign, renderer, isText: !knowColumns(campaign, ['']).hasParts('') };
  const known = [...new Set([...columns, ...Object.keys(campaign.audience.columns), ...groupOf(campaign)])];
  return copyTests.flatMap((test, index) => {
    const wrong = [...checkGiven(campaign, test, index, known), ...checkArm(campaign, test, index)];
    return wrong.length > 0 ? wrong : runTest(bench, test, index);
  });
}

interface Bench {
  readonly campaign: Campaign;
  readonly renderer: Renderer;
  /** Whether cells are texts, as in CSV. */
  readonly isText: boolean;
}

function groupOf({ audience: { group } }: Campaign): readonly string[] {
  return group === undefined ? [] : [group.into];
}

function checkGiven(
  campaign: Campaign,
  test: CopyTest,
  index: number,
  known: readonly string[],
): readonly Diagnostic[] {
  return Object.keys(test.given).flatMap((column) => {
    if (known.includes(column)) return [];
    const message = `test ${test.name}: there is no column ${JSON.stringify(column)}`;
    return [errorAt(locateIn(campaign, ['tests', index, 'given', column]), 'PP196', message, suggest(column, known))];
  });
}

function checkArm(campaign: Campaign, { name, arm }: CopyTest, index: number): readonly Diagnostic[] {
  const names = campaign.assignment?.arms.map((one) => one.name) ?? [];
  if (arm === undefined || names.includes(arm)) return [];
  const message = `test ${name}: there is no variant ${JSON.stringify(arm)}`;
  const help = names.length === 0 ? 'The campaign has no variants: leave arm out.' : suggest(arm, names);
  return [errorAt(locateIn(campaign, ['tests', index, 'arm']), 'PP197', message, help)];
}

function suggest(written: string, known: readonly string[]): string {
  const nearest = findNearest(written, known);
  return nearest === undefined ? `There are: ${known.join(', ')}.` : `Did you mean ${JSON.stringify(nearest)}?`;
}

function runTest(bench: Bench, test: CopyTest, index: number): readonly Diagnostic[] {
  const arms = bench.campaign.assignment?.arms ?? [];
  const tried = arms.flatMap(({ name }, arm) => (test.arm === undefined || test.arm === name ? [{ name, arm }] : []));
  return (tried.length === 0 ? [undefined] : tried).flatMap((arm) => {
    const inArm = arm === undefined || test.arm !== undefined ? '' : ` (arm ${arm.name})`;
    return judge(test, renderTest(bench, test, arm?.arm)).map(({ path, expected, got }) => {
      const at = locateIn(bench.campaign, ['tests', index, 'expect', ...path]);
      const message = `test ${test.name}${inArm}: ${path.join('.')} is not what is expected`;
      return errorAt(at, 'PP195', message, `- ${expected}\n+ ${got}`);
    });
  });
}

function judge(test: CopyTest, made: Made): readonly CopyMiss[] {
  const isSent = made.kind === 'sent';
  if (isSent !== test.sent) {
    const got = isSent ? `sent: ${JSON.stringify(made.notification)}` : `not sent: ${made.why}`;
    return [{ path: ['sent'], expected: test.sent ? 'sent' : 'not sent', got }];
  }
  return isSent ? compareCopy(test, made.notification) : [];
}

type Made =
  | { readonly kind: 'sent'; readonly notification: unknown }
  | { readonly kind: 'not_sent'; readonly why: string };

function renderTest({ campaign, renderer, isText }: Bench, { given }: CopyTest, arm: number | undefined): Made {
  const { audience } = campaign;
  const recipient = rowOf(given, (column) => isText && audience.columns[column] === undefined);
  // Columns that a test does not name do not filter its row out.
  const where = Object.fromEntries(Object.entries(audience.where).filter(([column]) => column in given));
  if (!createWhere({ ...audience, where })(recipient)) return { kind: 'not_sent', why: 'where leaves the row out' };
  const named = Object.keys(given);
  const isPerson = Object.values(sharedOf(campaign).identifiers).some((text) =>
    named.some((column) => text?.includes(column)),
  );
  return readResult(renderer.render(recipient, isPerson ? undefined : [], arm));
}

function readResult(result: RenderResult): Made {
  switch (result.kind) {
    case 'notification':
      return { kind: 'sent', notification: JSON.parse(result.payload) };
    case 'short':
      return { kind: 'not_sent', why: 'too few entries for its cards' };
    case 'invalid': {
      const { code, message, path } = result.problem;
      return { kind: 'not_sent', why: `${code} ${path}: ${message}` };
    }
  }
}

/** A number in a CSV file is text unless its column is declared. */
function rowOf(given: CopyTest['given'], isText: (column: string) => boolean): Recipient {
  const values: Record<string, unknown> = Object.create(null);
  for (const [column, value] of Object.entries(given)) {
    const isScalar = typeof value === 'number' || typeof value === 'boolean';
    values[column] = isScalar && isText(column) ? String(value) : value;
  }
  return { row: 1, line: 1, values };
}
