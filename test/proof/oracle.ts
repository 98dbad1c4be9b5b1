// The oracle: compares what the server recorded before it answered with what the ledger says at the end.
import { existsSync } from 'node:fs';
import { filesOf } from '../../src/ledger/sqlite/ledger-files.ts';
import { openForReading } from '../../src/ledger/sqlite/open-database.ts';
import type { SeenLedger } from '../../src/ledger/ledger-engine.ts';
import { ownKey } from '../../src/message/notification-key.ts';
import type { Known } from '../../src/plan/history.ts';
import { betweenArms, type Trial, type TrialCampaign } from './trial.ts';
import { realClock } from '../support/real-clock.ts';
import { sqliteAt } from '../support/sqlite-at.ts';

export interface Findings {
  readonly planned: number;
  /** How many keys were sent more than once. */
  readonly duplicates: number;
  /** How many keys ended in no bucket, although an apply completed. */
  readonly lost: number;
  /** How many keys are accepted in the ledger although the server never sent them. */
  readonly falseAccepted: number;
  readonly inDoubt: number;
  /** How many keys in doubt the server did send. Guessing would be wrong about some of the keys in doubt. */
  readonly inDoubtButSent: number;
  /** Everything that must not happen, in words, including the first three numbers. */
  readonly problems: readonly string[];
}

interface Arrived {
  readonly sent: number;
  readonly refused: number;
}

interface KnownKey {
  readonly campaign: Pick<TrialCampaign, 'isCapped' | 'isClosed'>;
  readonly key: string;
  readonly known: Known;
  readonly arrived: Arrived;
}

/** Call it when no process works on the workspace any more and an apply has completed. */
export async function judge(trial: Trial): Promise<Findings> {
  await using ledger = await sqliteAt(trial.ledger).read({
    environment: 'local',
    endpoint: 'loopback',
    clock: realClock,
  });
  if (ledger === undefined) return { ...nothing, problems: ['there is no ledger'] };
  const findings = await judgeBy(trial, ledger);
  return { ...findings, problems: [...findings.problems, ...checkFile(trial.ledger)] };
}

/** What the server saw, and what the ledger is asked, wherever it is stored. */
type Judged = Pick<Trial, 'campaigns' | 'arrivals' | 'run'>;

export async function judgeBy(trial: Judged, ledger: Pick<SeenLedger, 'lookup' | 'countInDoubt'>): Promise<Findings> {
  const arrivals = await countArrivals(trial);
  const keys: KnownKey[] = [];
  for (const campaign of trial.campaigns) keys.push(...(await lookUp(ledger, campaign, arrivals)));
  const duplicates = keys.filter(({ arrived }) => arrived.sent > 1);
  const lost = keys.filter((one) => one.known.kind === 'unknown' && !isLeftOut(one, keys));
  const falseAccepted = keys.filter(({ known, arrived }) => known.kind === 'accepted' && arrived.sent === 0);
  const denied = keys.filter(({ known, arrived }) => arrived.sent > 0 && isNo(known));
  const inDoubt = keys.filter(({ known }) => known.kind === 'in_doubt');
  return {
    planned: keys.length,
    duplicates: duplicates.length,
    lost: lost.length,
    falseAccepted: falseAccepted.length,
    inDoubt: inDoubt.length,
    inDoubtButSent: inDoubt.filter(({ arrived }) => arrived.sent > 0).length,
    problems: [
      ...duplicates.map(({ key, known, arrived }) => `${key} was sent ${arrived.sent} times and is ${known.kind}`),
      ...lost.map(({ key }) => `${key} is lost`),
      ...falseAccepted.map(({ key }) => `${key} is accepted and was never sent`),
      ...denied.map(({ key, known }) => `${key} is ${known.kind} and was sent`),
      ...checkRules(keys),
      ...(await checkRuns(trial, ledger, keys)),
    ],
  };
}

const nothing = { planned: 0, duplicates: 0, lost: 0, falseAccepted: 0, inDoubt: 0, inDoubtButSent: 0 };

/** Whether a rule left the person out: the campaign was always closed, or they have a notification of another capped campaign. */
function isLeftOut({ campaign, key }: KnownKey, keys: readonly KnownKey[]): boolean {
  if (campaign.isClosed === true) return true;
  if (campaign.isCapped !== true) return false;
  return keys.some((other) => other.campaign.isCapped === true && other.key === key && other.known.kind !== 'unknown');
}

function checkRules(keys: readonly KnownKey[]): readonly string[] {
  const sent = keys.filter(({ arrived }) => arrived.sent > 0);
  const capped = Map.groupBy(
    sent.filter(({ campaign }) => campaign.isCapped === true),
    ({ key }) => key,
  );
  return [
    ...sent.flatMap(({ campaign, key }) => (campaign.isClosed === true ? [`${key} got what was closed`] : [])),
    ...[...capped].flatMap(([key, got]) => (got.length > 1 ? [`${key} is over the cap: got ${got.length}`] : [])),
  ];
}

function isNo({ kind }: Known): boolean {
  return kind === 'refused' || kind === 'rejected' || kind === 'unknown';
}

async function countArrivals(trial: Judged): Promise<ReadonlyMap<string, Arrived>> {
  const arrivals = new Map<string, Arrived>();
  for (const { notification, outcome } of await trial.arrivals()) {
    const { identifiers, camp_id: campId } = notification;
    const { 'INSIDER.email': email } = identifiers as Readonly<Record<string, string>>;
    const name = `${Number(campId) % betweenArms} ${email}`;
    const { sent, refused } = arrivals.get(name) ?? { sent: 0, refused: 0 };
    arrivals.set(name, outcome === 'sent' ? { sent: sent + 1, refused } : { sent, refused: refused + 1 });
  }
  return arrivals;
}

async function lookUp(
  ledger: Pick<SeenLedger, 'lookup'>,
  campaign: TrialCampaign,
  arrivals: ReadonlyMap<string, Arrived>,
): Promise<readonly KnownKey[]> {
  const { id, campId, keys } = campaign;
  const known = await ledger.lookup(id, keys.map(ownKey));
  return keys.map((key, index) => ({
    campaign,
    key,
    known: known[index] ?? { kind: 'unknown', generation: 0 },
    arrived: arrivals.get(`${campId} ${key}`) ?? { sent: 0, refused: 0 },
  }));
}

interface StatusDocument {
  readonly runs: readonly {
    readonly run: string;
    readonly state: string;
    readonly totals: Readonly<
      Record<'planned' | 'accepted' | 'refused' | 'rejected' | 'in_doubt' | 'not_sent', number>
    >;
  }[];
}

/** Checks that the output of `pushplan status` adds up in each run, and to every key once over all runs. */
async function checkRuns(
  trial: Judged,
  ledger: Pick<SeenLedger, 'countInDoubt'>,
  keys: readonly KnownKey[],
): Promise<readonly string[]> {
  const status = await trial.run('status', '--json');
  if (status.exitCode !== 0) return [`status ended with ${status.exitCode}: ${status.stderr}${status.stdout}`];
  const { runs } = status.json() as StatusDocument;
  const problems: string[] = [];
  const counted = { accepted: 0, refused: 0, rejected: 0, in_doubt: 0 };
  for (const { run, state, totals } of runs) {
    const { planned, accepted, refused, rejected, in_doubt, not_sent } = totals;
    const sum = accepted + refused + rejected + in_doubt + not_sent;
    if (sum !== planned) problems.push(`${run} planned ${planned}, and its buckets add up to ${sum}`);
    if (Math.min(accepted, refused, rejected, in_doubt, not_sent) < 0) problems.push(`${run} has a negative bucket`);
    if (state !== 'finished' && state !== 'superseded') problems.push(`${run} is ${state} though nobody works on it`);
    counted.accepted += accepted;
    counted.refused += refused;
    counted.rejected += rejected;
    counted.in_doubt += in_doubt;
  }
  for (const [kind, count] of Object.entries(counted)) {
    const known = keys.filter((one) => one.known.kind === kind).length;
    if (known !== count) problems.push(`${known} keys are ${kind}, and the runs count ${count}`);
  }
  const inDoubt = await ledger.countInDoubt(trial.campaigns.map(({ id }) => id));
  if (inDoubt !== counted.in_doubt) problems.push(`${inDoubt} are in doubt, and the runs count ${counted.in_doubt}`);
  return problems;
}

function checkFile(path: string): readonly string[] {
  using database = openForReading(filesOf(path, 'local'));
  const integrity = database.all('PRAGMA integrity_check');
  const strays = database.all('PRAGMA foreign_key_check');
  const isWhole = integrity.length === 1 && integrity[0]?.['integrity_check'] === 'ok';
  return [
    ...(isWhole ? [] : [`the ledger is damaged: ${JSON.stringify(integrity)}`]),
    ...(strays.length === 0 ? [] : [`the ledger has rows that refer to nothing: ${JSON.stringify(strays)}`]),
  ];
}

/** Returns the number of notifications in requests that were claimed and never settled, over all runs: the doubt that deaths left. */
export function countLeftOpen(path: string): number {
  if (!existsSync(path)) return 0;
  using database = openForReading(filesOf(path, 'local'));
  const [row] = database.all('SELECT coalesce(sum(length(outcomes)), 0) AS open FROM req WHERE settled_at IS NULL');
  return Number(row?.['open']);
}

/** Returns the number of requests that were claimed at this wall clock time or later. */
export function countClaimsSince(path: string, since: number): number {
  using database = openForReading(filesOf(path, 'local'));
  return Number(database.all(`SELECT count(*) AS claims FROM req WHERE claimed_at >= ${since}`)[0]?.['claims']);
}

/** Returns the number of requests that were given up before they left because their claim was too old. */
export function countStale(path: string): number {
  using database = openForReading(filesOf(path, 'local'));
  return Number(database.all("SELECT count(*) AS stale FROM req WHERE error = 'claim_too_old'")[0]?.['stale']);
}
