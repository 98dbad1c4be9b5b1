// Plans a few rows that depend on what their people were sent before.
import type { Cap } from '../../src/campaign/campaign.ts';
import { noHistory, type History } from '../../src/plan/history.ts';
import type { PastSend } from '../../src/plan/often/caps.ts';
import type { OftenLimits } from '../../src/plan/often/often-limits.ts';
import { PeopleGate } from '../../src/plan/often/people-gate.ts';
import { timelessRules } from '../../src/plan/decide.ts';
import { keepTimes } from '../../src/plan/schedule/keep-times.ts';
import type { SendingTimes } from '../../src/plan/schedule/sending-times.ts';
import { PlannedPeople } from '../../src/plan/often/planned-people.ts';
import { identifyPerson } from '../../src/planning/identify-person.ts';
import { planCampaign } from '../../src/plan/plan-campaign.ts';
import { aCampaign, aRecipient, rendererOf } from './a-campaign.ts';

export const hour = 3_600_000;
export const now = 100 * hour;

export interface GatedRow {
  readonly key: string;
  readonly email?: string;
  readonly phone?: string;
}

const parts = {
  key: '{{key}}',
  notification: { identifiers: { email: '{{email}}', phone_number: '{{phone}}' }, title: 'Hi {{key}}' },
} as const;

export function cap(change: Partial<Cap> = {}): Cap {
  return { max: 1, within: 24 * hour, exceptTags: [], ...change };
}

interface Planning {
  readonly limits?: Partial<OftenLimits>;
  readonly history?: History;
  readonly planned?: PlannedPeople;
  readonly id?: string;
  readonly tags?: readonly string[];
  /** The number of rows in a block. */
  readonly size?: number;
  readonly resend?: 'never' | 'on_change';
  /** Nobody may get the notification before this time. */
  readonly until?: number;
  readonly times?: SendingTimes;
}

export async function planGated(rows: readonly GatedRow[], planning: Planning = {}) {
  const {
    limits,
    history = noHistory,
    planned = new PlannedPeople(),
    id = 'sale',
    tags = ['promo'],
    size = 3,
  } = planning;
  const campaign = { ...aCampaign(parts), id, tags, resend: planning.resend ?? 'never' };
  const { until, times } = planning;
  const sent: number[] = [];
  const deferred: [row: number, until: number | undefined][] = [];
  const seen: string[] = [];
  const later: string[] = [];
  const all = { caps: [], recent: [], restAfter: {}, ...limits };
  const opened = new PeopleGate({ campaign, limits: all, history, planned, now });
  const { counts, timetable } = await planCampaign({
    campaign,
    renderer: rendererOf(parts, ['key', 'email', 'phone']),
    history,
    people: { gate: opened, identify: identifyPerson },
    rules: { ...timelessRules(campaign), now },
    times,
    selectors: [
      ...(until === undefined ? [] : [{ decided: () => ({ kind: 'put_off' as const, until }) }]),
      ...(times === undefined ? [] : [keepTimes(times, now)]),
    ],
    keep: async (notifications, put, held) => {
      deferred.push(...held.map((one): [number, number | undefined] => [one.row, one.until]));
      sent.push(...notifications.map(({ row }) => row));
      later.push(...put.later);
    },
    watch: ({ key, decision }) => {
      seen.push(`${key} ${decision}`);
    },
    blocks: (async function* blocks() {
      for (let from = 0; from < rows.length; from += size) {
        yield rows.slice(from, from + size).map((row, index) => ({
          ...aRecipient({ email: '', phone: '', ...row }),
          row: from + index + 1,
          line: from + index + 2,
        }));
      }
    })(),
  });
  return { counts, sent, deferred, timetable, seen, later, forecast: opened.forecast() };
}

/** Returns a history that knows what everybody with one of these identifiers was sent. */
export function knowing(past: Readonly<Record<string, readonly PastSend[]>>, history: History = noHistory): History {
  return {
    ...history,
    past: async (people, since) =>
      people.map((person) => person.flatMap((identifier) => past[identifier] ?? []).filter(({ at }) => at > since)),
  };
}

export function before(hours: number, change: Partial<PastSend> = {}): PastSend {
  return { campaign: 'other', tags: ['promo'], at: now - hours * hour, became: 'accepted', ...change };
}

export const ana = { key: 'a', email: 'ana@example.com' };
export const bo = { key: 'b', email: 'bo@example.com' };
export const cy = { key: 'c', email: 'cy@example.com', phone: '+905301234567' };
