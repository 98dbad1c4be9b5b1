// Planning in threads gives what one thread plans, to the byte, wherever chunks end and whichever thread is first.
import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { Campaign } from '../../../src/campaign/campaign.ts';
import type { History, Known } from '../../../src/plan/history.ts';
import type { PastSend } from '../../../src/plan/often/caps.ts';
import { PeopleGate } from '../../../src/plan/often/people-gate.ts';
import { PlannedPeople } from '../../../src/plan/often/planned-people.ts';
import { digestNotification } from '../../../src/plan/digest.ts';
import { hashedText, listedText, sumOf, type HeldList } from '../../../src/plan/selection/leave-out-listed.ts';
import { ListedPeople, PersonPrint } from '../../../src/plan/selection/listed-people.ts';
import type { ThreadOrder } from '../../../src/planning/threads/thread-task.ts';
import { compileCampaigns } from '../../../src/planning/compile-campaigns.ts';
import { prepareAt } from '../../../src/planning/prepare.ts';
import { aCampaign, type CampaignParts } from '../../support/a-campaign.ts';
import { historyOf } from '../../support/a-history.ts';
import { MemoryThread } from '../../support/memory-thread.ts';
import { repositoryRoot } from '../../support/repository.ts';
import {
  compileIn,
  expectOwnPayloads,
  filesInMemory,
  tellOfOneThread,
  tellOfThreads,
} from '../../support/walked-audience.ts';
import '../../support/property-seed.ts';

const header = 'id email name text price lang language vip items zone constructor __proto__'.split(' ');

const parts: CampaignParts = {
  columns: { price: 'number', items: 'json' },
  publicColumns: ['price'],
  key: '{{id}}',
  notification: {
    identifiers: { uuid: '{{id}}', email: '{{email}}' },
    title: 'Hi {{default name "you"}} {{constructor}}',
    message: '{{text}} for {{price}} {{#if vip}}VIP{{/if}} {{__proto__}}',
    image_url: 'https://img.example.com/a.jpg',
  },
};

const cards: CampaignParts['notification'] = {
  image_url: 'https://img.example.com/a.jpg',
  advanced_push_payload: {
    advanced_push_type: 'carousel',
    advanced_push_items: {
      each: 'items',
      short: 'skip',
      item: { id: '{{@number}}', headline: '{{h}}', description: 'd', image_url: 'https://img.example.com/b.jpg' },
    },
  },
};

/** Campaigns in which rows depend on other rows in different ways. */
const campaigns: Readonly<Record<string, (file: string) => Campaign>> = {
  'with a key of its own': (file) => aCampaign({ ...parts, file }),
  'with a filter': (file) => aCampaign({ ...parts, file, where: { lang: ['tr', 'en'] } }),
  'with a filter that hardly anybody passes': (file) => aCampaign({ ...parts, file, where: { lang: ['TR '] } }),
  'that sends what has changed': (file) => ({ ...aCampaign({ ...parts, file }), resend: 'on_change' }),
  'in two languages, with arms and people who are held out': (file) => {
    const own = aCampaign({ ...parts, file });
    const [{ notification }] = own.variants;
    const variant = (locale: string | null, arm: number) => {
      const title = `${locale ?? 'en'} ${arm} {{number price}}`;
      return { when: { kind: 'for' as const, locale, arm }, notification: { ...notification, title } };
    };
    const arms = [
      { name: 'A', weight: 75, campId: 1 },
      { name: 'B', weight: 25, campId: 2 },
    ];
    return {
      ...own,
      resend: 'on_change',
      languages: { locale: '{{lang}}', own: 'en', tags: ['tr'], fallsBack: false },
      assignment: { arms, holdout: 0.2, testShare: 0.8, salt: 'sale' },
      variants: [variant(null, 0), variant(null, 1), variant('tr', 0), variant('tr', 1)],
    };
  },
  'that leaves in the morning of its people': (file) => {
    const days = [1, 2, 3, 4, 5, 6, 7];
    const window = { days, from: 8 * hour, to: 20 * hour };
    return {
      ...aCampaign({ ...parts, file }),
      resend: { after: hour },
      schedule: { zone: 'UTC', column: 'zone', isZoned: true, window, outside: 'hold' },
    };
  },
  'by e-mail, with cards': (file) =>
    aCampaign({
      ...parts,
      file,
      notification: { ...parts.notification, ...cards, identifiers: { email: '{{email}}' } },
    }),
};

const hour = 3_600_000;
const now = 100 * hour;

const languages = Array.from({ length: 14 }, (_, index) => `x${String.fromCodePoint(97 + index)}`);
const three = JSON.stringify([{ h: 'a' }, { h: 'b' }, { h: 'ş😀' }]);
const person = fc.record({
  id: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '9', ''),
  email: fc.constantFrom('ana@example.com', 'Ana@example.com', 'bo@example.com', 'cy@example.com', 'not one', ''),
  name: fc.constantFrom('', 'Ana', 'Ayşe', 'O"Brien', 'two\nlines', 'x'.repeat(70)),
  text: fc.constantFrom('', ' ', 'null', 'test', '<b>now</b>', 'y'.repeat(300)),
  price: fc.constantFrom('1', '2.5', '1299', '', 'free'),
  lang: fc.constantFrom('tr', 'en', 'de', 'TR'),
  language: fc.constantFrom(...languages),
  vip: fc.constantFrom('true', 'false', '1', 'no'),
  items: fc.constantFrom(three, three, '[]', '', '{'),
  // At `now` it is early in London, and noon in Tokyo.
  zone: fc.constantFrom('', 'Asia/Tokyo', 'Europe/London'),
  constructor: fc.constantFrom('c', ''),
  proto: fc.constantFrom('p', ''),
});

/** People of whom nearly all are sent something. */
const likely = fc.record({ id: fc.integer({ min: 1, max: 30 }), person }).map(({ id, person: one }) => {
  const whole = { id: `${id}`, email: `p${id}@example.com`, text: one.text || 'now', price: '2', items: three };
  return { ...one, ...whole, lang: one.vip === 'no' ? 'tr' : 'en' };
});

type Person = Readonly<Record<string, string>>;

function cellOf(one: Person, name: string): string {
  return one[name === '__proto__' ? 'proto' : name] ?? '';
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function toCsv(people: readonly Person[]): string {
  return [header, ...people.map((one) => header.map((name) => cellOf(one, name)))]
    .map((fields) => `${fields.map(quoted).join(',')}\n`)
    .join('');
}

/** Leaves out an empty `constructor` cell. Nothing inherited may then be found in its place. */
function toNdjson(people: readonly Person[]): string {
  return people
    .map((one) => header.map((name) => [name, cellOf(one, name)] as const))
    .map((cells) => cells.filter(([name, cell]) => cell !== '' || name !== 'constructor'))
    .map((cells) => `${JSON.stringify(Object.fromEntries(cells))}\n`)
    .join('');
}

/** A history in which some were sent a text, and what others were sent is in doubt or unknown. */
function knowing(seed: number): History {
  const arms: ReturnType<History['armsInWalk']> = async (people) =>
    people.map((identities) => (identities.includes(`uuid=${seed}`) ? 'B' : undefined));
  const history = historyOf((key): Known | undefined => {
    const kind = (key.length * 31 + (key.codePointAt(3) ?? 0) * 7 + seed) % 5;
    const digests = [digestNotification('sale', key, `${seed}`).slice(0, 32)];
    if (kind === 0) return { kind: 'accepted', generation: 2, digests, got: true };
    if (kind === 1) return { kind: 'rejected', generation: 0, digests, got: false };
    if (kind === 2) return { kind: 'in_doubt', generation: 1 };
    return kind === 3 ? { kind: 'unknown', generation: 3 } : undefined;
  });
  return { ...history, armsInWalk: () => arms };
}

function listOf(
  key: string,
  isHashed: boolean,
  ...texts: readonly string[]
): HeldList & { readonly people: ListedPeople } {
  const people = new ListedPeople();
  for (const text of texts) people.add(new PersonPrint().read(text));
  return { key, reason: 'suppressed', isHashed, people };
}

/** A list as `openForgotten` makes it from a ledger. */
function forgotten(...identities: readonly string[]): HeldList {
  return {
    ...listOf('forgotten', false, ...identities.map((identity) => `key of the ledger${identity}`)),
    prefix: 'key of the ledger',
  };
}

const lists = [
  forgotten('email=di@example.com', 'phone_number=905551112233', 'uuid=9'),
  listOf('plain', false, listedText('email', 'bo@example.com'), listedText('uuid', '7')),
  listOf('hashed', true, hashedText(sumOf('cy@example.com')), hashedText(sumOf('7'))),
];

/** A gate under which some people have reached a cap, rest, or are excluded by what they were sent. */
function gateOf(campaign: Campaign, { max, when }: { max: number; when: 'defer' | undefined }): PeopleGate {
  const send = { campaign: 'other', tags: ['promo'], at: 99 * hour, became: 'accepted' } as const;
  const past: Readonly<Record<string, readonly PastSend[]>> = {
    'email=ana@example.com': [send],
    'uuid=4': [send, send],
    'uuid=5': [{ ...send, became: 'refused', reason: 'OptOut' }],
    'uuid=6': [{ ...send, tags: ['news'] }],
  };
  const limits = {
    caps: [{ max, within: 24 * hour, ...(when && { when }), exceptTags: ['news'] }],
    recent: [{ tag: 'news', within: 24 * hour }],
    restAfter: { OptOut: 24 * hour },
  };
  const history = {
    past: async (people: readonly (readonly string[])[]) =>
      people.map((identifiers) => identifiers.flatMap((identifier) => past[identifier] ?? [])),
  };
  return new PeopleGate({ campaign, limits, history, planned: new PlannedPeople(), now });
}

const means = fc.record({
  threads: fc.record({ threads: fc.integer({ min: 1, max: 3 }), startAfter: fc.oneof(fc.constant(0), fc.nat(20)) }),
  bytes: fc.integer({ min: 1, max: 400 }),
  records: fc.integer({ min: 1, max: 5 }),
  turns: fc.infiniteStream(fc.nat(4)),
  known: fc.option(fc.nat(20)),
  isListed: fc.boolean(),
  cap: fc.option(
    fc.record({ max: fc.integer({ min: 1, max: 3 }), when: fc.constantFrom('defer' as const, undefined) }),
  ),
  /** The place and the new value of a damaged byte of the file. */
  spoilt: fc.option(fc.record({ at: fc.nat(), byte: fc.nat(255) }), { freq: 4 }),
});

describe.each(Object.keys(campaigns))('a campaign %s', (name) => {
  it.each(['people.csv', 'people.ndjson'])('of %s is planned the same', async (file) => {
    const campaign = campaigns[name]?.(file) ?? aCampaign();
    const people = fc.array(fc.oneof(person, likely), { maxLength: 40, size: 'max' });
    await fc.assert(
      fc.asyncProperty(
        people,
        means,
        async (rows, { threads, bytes, records, turns, known, isListed, cap, spoilt }) => {
          const data = Buffer.from(file.endsWith('.csv') ? toCsv(rows) : toNdjson(rows));
          const compiled = await compileIn(filesInMemory({ [file]: data }), campaign);
          // NDJSON without any record has no columns.
          fc.pre(compiled !== undefined);
          if (spoilt !== null) data[spoilt.at % data.length] = spoilt.byte;
          const audience = {
            compiled,
            files: filesInMemory({ [file]: data }, 300),
            now,
            ...(known === null ? {} : { history: knowing(known) }),
            ...(isListed && { lists }),
            ...(cap !== null && { gate: () => gateOf(campaign, cap) }),
          };
          const start = {
            size: { bytes, records },
            start: (order: ThreadOrder) => new MemoryThread(order, () => turns.next().value),
          };
          const inOne = await tellOfOneThread(audience);
          expect(await tellOfThreads(audience, threads, start)).toEqual(inOne);
          if (spoilt !== null || !('envelopes' in inOne)) return;
          expectOwnPayloads(inOne, (row) => {
            const { id = '', email = '' } = rows[row - 1] ?? {};
            return [`uuid=${id}`, `email=${email.toLowerCase()}`];
          });
        },
      ),
      { numRuns: 20 },
    );
  });
});

test('the campaigns of this repository are planned the same', async () => {
  const { workspace, campaigns, partials } = await prepareAt(
    { env: {} },
    join(repositoryRoot, 'campaigns'),
    [''],
    undefined,
  );
  const { compiled } = await compileCampaigns(workspace.files, campaigns, partials);
  expect(compiled.length).toBeGreaterThanOrEqual(4);
  for (const one of compiled) {
    const audience = { compiled: one, files: workspace.files };
    for (const records of [1, 7]) {
      const size = { bytes: 2000, records };
      const start = (order: ThreadOrder): MemoryThread => new MemoryThread(order, () => records % 3);
      const told = await tellOfOneThread(audience);
      expect(told).toHaveProperty('result.counts.rows');
      expect(await tellOfThreads(audience, { threads: 2, startAfter: records - 1 }, { size, start })).toEqual(told);
    }
  }
});
