// Compares two audiences, and checks the result against a naive comparison that keeps everything in memory.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Recipient } from '../../../src/message/recipient.ts';
import type { Renderer } from '../../../src/message/renderer.ts';
import {
  BaseRecipients,
  CampaignComparison,
  type ComparedCampaign,
} from '../../../src/plan/compare/compare-campaign.ts';
import { noHistory, type History } from '../../../src/plan/history.ts';
import type { CampaignResult } from '../../../src/plan/campaign-folds.ts';
import { planCampaign } from '../../../src/plan/plan-campaign.ts';
import type { SeenRow } from '../../../src/plan/plan-block.ts';
import { aCampaign, partialsOf, rendererOf, type CampaignParts } from '../../support/a-campaign.ts';
import { historyOf, sentOnce } from '../../support/a-history.ts';
import { tries } from '../../support/property-tries.ts';

const columns = ['email', 'name', 'city', 'note'];
const used = ['email', 'name', 'city'];

interface Row {
  readonly email: string;
  readonly name: string;
  readonly city: string;
  readonly note: string;
}

interface Side {
  readonly parts: CampaignParts;
  readonly partials: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
}

const renderers = new Map<string, Renderer>();

/** Compiles each campaign once, as there are few campaigns and many audiences. */
function compiled({ parts, partials }: Pick<Side, 'parts' | 'partials'>): Renderer {
  const id = JSON.stringify([parts, partials]);
  const renderer = renderers.get(id) ?? rendererOf(parts, columns, partialsOf(partials));
  renderers.set(id, renderer);
  return renderer;
}

async function* blocksOf(rows: readonly Row[]): AsyncGenerator<readonly Recipient[]> {
  const recipients = rows.map((values, index) => ({
    row: index + 1,
    line: index + 2,
    values: Object.assign(Object.create(null), values) as Recipient['values'],
  }));
  for (let at = 0; at < recipients.length; at += 3) yield recipients.slice(at, at + 3);
}

function walk(
  { parts, partials, rows }: Side,
  history: History,
  watch: (row: SeenRow) => void,
): Promise<CampaignResult> {
  const renderer = compiled({ parts, partials });
  return planCampaign({
    campaign: aCampaign(parts),
    renderer,
    blocks: blocksOf(rows),
    history,
    keep: async () => {},
    watch,
  });
}

/** `fits` tells whether the partials of the base work with the current campaign. */
async function compare(base: Side, here: Side, history: History = noHistory, fits = true): Promise<ComparedCampaign> {
  const recipients = new BaseRecipients(compiled(base), used);
  const before = await walk(base, history, (row) => {
    recipients.watch(row);
  });
  const campaign = aCampaign(here.parts);
  const edited = base.partials['p'] !== here.partials['p'];
  const then = { parts: here.parts, partials: base.partials };
  const comparison = new CampaignComparison(
    { recipients, counts: before.counts },
    {
      campaign,
      renderer: compiled(here),
      edits: [],
      parts: edited
        ? [
            {
              kind: 'partial',
              name: 'p',
              file: 'partials/p.hbs',
              line: 1,
              fields: [['notification', 'message']],
              renderer: fits ? compiled(then) : undefined,
            },
          ]
        : [],
      hasOtherRows: () => JSON.stringify(base.rows) !== JSON.stringify(here.rows),
    },
  );
  const after = await walk(here, history, (row) => {
    comparison.watch(row);
  });
  return comparison.finish(after.counts);
}

const row = fc.record({
  // The last is not an address, and the first two are the same one: such rows are left out for one reason or another.
  email: fc.constantFrom(
    'A@example.com',
    'a@example.com',
    ...Array.from({ length: 12 }, (_, index) => `p${index}@example.com`),
    '',
  ),
  name: fc.constantFrom('Ada', 'Bea', ''),
  city: fc.constantFrom('Kiel', 'Ulm'),
  note: fc.constantFrom('x', 'y'),
});

const side: fc.Arbitrary<Side> = fc.record({
  parts: fc.record({
    notification: fc.record({
      identifiers: fc.constant({ email: '{{email}}' }),
      title: fc.constantFrom('Hello {{name}}', 'Hello {{#if name}}{{name}}{{/if}}', 'Hi'),
      message: fc.constantFrom('Now {{> p}}', 'Now {{> p}} {{city}}'),
    }),
  }),
  partials: fc.record({ p: fc.constantFrom('here', 'in {{city}}', '{{#if name}}in {{city}}{{else}}here{{/if}}') }),
  rows: fc.array(row, { maxLength: 25 }),
});

/** A history in which p0 to p9 received the campaign, so that a plan does not render them. */
const someSettled = historyOf((key) => (/p\d@/v.test(key) ? sentOnce('accepted') : undefined));

/** Maps each key to the payload and row of the first row with that key that becomes a notification. */
function naive({ parts, partials, rows }: Side): Map<string, { payload: string; row: Row }> {
  const renderer = compiled({ parts, partials });
  const all = new Map<string, { payload: string; row: Row }>();
  for (const one of rows) {
    const recipient = { row: 1, line: 1, values: { ...one } };
    const key = renderer.key(recipient);
    const rendered = renderer.render(recipient);
    if (key.kind !== 'key' || rendered.kind !== 'notification' || all.has(key.key)) continue;
    all.set(key.key, { payload: rendered.payload, row: one });
  }
  return all;
}

test.each([
  ['nobody was sent to', noHistory],
  ['some are settled', someSettled],
])('counts what a comparison in memory counts, when %s', async (_, history) => {
  await fc.assert(
    fc.asyncProperty(side, side, async (base, here) => {
      const [was, is] = [naive(base), naive(here)];
      const stays = [...is].filter(([key]) => was.has(key)).map(([key, now]) => ({ before: was.get(key), now }));
      const changed = stays.filter(({ before, now }) => before?.payload !== now.payload);
      const { comparison, changes } = await compare(base, here, history);
      expect(comparison).toMatchObject({
        joins: is.size - stays.length,
        leaves: was.size - stays.length,
        stays: stays.length,
        changed: changed.length,
      });
      for (const column of ['email', 'name', 'city'] as const) {
        const recipients = changed.filter(({ before, now }) => before?.row[column] !== now.row[column]).length;
        const told = changes.find(({ path }) => path === `audience.${column}`);
        expect(told?.recipients ?? 0).toBe(recipients);
      }
      // The recipients whose message differs if only the partial gets its former text back.
      const then = naive({ ...here, partials: base.partials });
      const byPartial = changed.filter(
        ({ now }) =>
          messageOf([...then].find(([, one]) => one.row === now.row)?.[1].payload) !== messageOf(now.payload),
      );
      const told = changes.find(({ cause }) => cause.kind === 'partial');
      expect(told?.recipients ?? 0).toBe(byPartial.length);
      const nothing = changed.length + comparison.joins + comparison.leaves === 0;
      const sends = comparison.send_before === is.size || history !== noHistory;
      expect(comparison.status === 'unchanged').toBe(nothing && changes.length === 0 && sends);
    }),
    { numRuns: tries(300) },
  );
});

function messageOf(payload: string | undefined): unknown {
  const notification: unknown = payload === undefined ? undefined : JSON.parse(payload);
  return typeof notification === 'object' && notification !== null ? Reflect.get(notification, 'message') : undefined;
}

test('a partial that does not work with the current campaign is reported without figures', async () => {
  const parts: CampaignParts = { notification: { identifiers: { email: '{{email}}' }, message: '{{> p}}!' } };
  const rows: readonly Row[] = [{ email: 'a@example.com', name: '', city: '', note: '' }];
  const base: Side = { parts, partials: { p: 'x' }, rows };
  const { changes } = await compare(base, { ...base, partials: { p: 'y' } }, noHistory, false);
  expect(changes).toEqual([
    {
      path: 'notification.message',
      before: null,
      after: null,
      recipients: null,
      cause: { kind: 'partial', name: 'p', file: 'partials/p.hbs', line: 1 },
    },
  ]);
});

test('the sample is a stand-in of the first recipient for whom the partial prints something else', async () => {
  const parts: CampaignParts = {
    notification: { identifiers: { email: '{{email}}' }, title: 'T', message: '{{> p}}' },
  };
  const rows: readonly Row[] = [
    { email: 'a@example.com', name: '', city: 'Kiel', note: '' },
    { email: 'b@example.com', name: 'Ada', city: 'Ulm', note: '' },
  ];
  const base: Side = { parts, partials: { p: 'Hi{{#if name}} {{name}}{{/if}}' }, rows };
  const { changes } = await compare(base, { ...base, partials: { p: 'Hi{{#if name}}, {{name}}{{/if}}' } });
  expect(changes).toEqual([
    {
      path: 'notification.message',
      before: 'Hi Lor',
      after: 'Hi, Lor',
      recipients: 1,
      cause: { kind: 'partial', name: 'p', file: 'partials/p.hbs', line: 1 },
    },
  ]);
});
