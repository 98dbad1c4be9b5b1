// Checks that a record is intact: every sent row has its attempt, every outcome has its key, and the figures add up.
import { countOf } from '../../numbers.ts';
import { hasEnded } from '../../delivery/run-state.ts';
import { mostInClaim } from '../../delivery/ledger.ts';
import { AttemptPlaces } from '../claims/attempt-places.ts';
import { ChunkCheck } from '../chunks/chunk-check.ts';
import type { ChunkMac } from '../chunks/chunk-mac.ts';
import { readChunk } from '../chunks/chunk-text.ts';
import { bytes, isClaimable, isInDoubt } from '../claims/outcome-bytes.ts';
import { readListTerms } from '../lists/list-terms-text.ts';
import { RecordCounter, type RecordCounts, type RecordSource, type TableName } from './record.ts';
import { blob, blobOrNull, integer, text, type Row } from '../row.ts';
import { readPeople } from '../claims/person-hashes.ts';
import { countClaimed } from '../people/claimed-people.ts';
import { readApprovalDetails } from '../runs/approvals.ts';
import { readRunCampaign } from '../runs/run-campaign-text.ts';
import { readState } from '../runs/run-states.ts';
import { splitRequest } from '../claims/standing.ts';

/** The possible faults, in words that follow a number: singular and plural. */
const faults = {
  outcomes: [
    'attempt has no outcomes, or more than a request can hold',
    'attempts have no outcomes, or more than a request can hold',
  ],
  twins: ['attempt is there twice', 'attempts are there twice'],
  person: [
    'attempt names other people than it has notifications',
    'attempts name other people than they have notifications',
  ],
  doubts: [
    'attempt counts another number of notifications in doubt than it has',
    'attempts count another number of notifications in doubt than they have',
  ],
  reason: ['outcome has a reason that is not kept', 'outcomes have a reason that is not kept'],
  nowhere: [
    'notification points at an attempt that is not there',
    'notifications point at an attempt that is not there',
  ],
  other_campaign: [
    "notification points at another campaign's attempt",
    "notifications point at another campaign's attempt",
  ],
  twice: ['notification shares its outcome with another', 'notifications share their outcome with another'],
  unpointed: [
    'outcome belongs to no notification: its recipient would get it again',
    'outcomes belong to no notification: their recipients would get it again',
  ],
  reference: [
    'row is about a run, a campaign or an attempt that is not there',
    'rows are about a run, a campaign or an attempt that is not there',
  ],
  chunk: [
    'chunk of the spool cannot be read, or holds more than it should',
    'chunks of the spool cannot be read, or hold more than they should',
  ],
  changed: [
    'chunk of the spool was changed after it was planned',
    'chunks of the spool were changed after they were planned',
  ],
  emptied: [
    'chunk of the spool was emptied although it was still needed',
    'chunks of the spool were emptied although they were still needed',
  ],
  run: ['run cannot be read', 'runs cannot be read'],
  list: ['list cannot be read', 'lists cannot be read'],
  listed: ['person is in a list that is not there', 'people are in a list that is not there'],
  planned: [
    'campaign of a run has more outcomes than were planned',
    'campaigns of a run have more outcomes than were planned',
  ],
  serial: [
    'run start, run end or decision is not in the serial',
    'run starts, run ends and decisions are not in the serial',
  ],
} as const;

type Fault = keyof typeof faults;

export interface CheckedRecord {
  readonly counts: RecordCounts;
  /** The number of the last attempt; 0 before the first. */
  readonly lastAttempt: number;
  /** The number of attempts whose people are unknown, because an older version spooled them. */
  readonly unknownPeople: number;
  /** The number of rows that are needed to find the people of all attempts. */
  readonly people: number;
  /** One sentence for each kind of fault, with the number of times it was found. */
  readonly faults: readonly string[];
}

/** Reads the whole record once. Without `mac`, does not check whether chunks are what was planned. */
export async function checkRecord(source: RecordSource, mac?: ChunkMac): Promise<CheckedRecord> {
  const check = new RecordCheck(mac);
  const counter = new RecordCounter();
  for await (const batch of source.batches()) {
    counter.add(batch);
    for (const row of batch.rows) check.take(batch.table, row);
  }
  return { counts: counter.counts(), ...check.end(source.head.serial) };
}

class RecordCheck {
  readonly #chunks: ChunkCheck;
  readonly #found = new Map<Fault, number>();
  readonly #attempts = new AttemptPlaces();
  readonly #campaigns = new Set<number>();
  readonly #reasons = new Set<number>();
  readonly #runs = new Set<number>();
  readonly #decisions = new Set<number>();
  readonly #lists = new Set<number>();
  /** The campaign, by run and position; and how many of the planned notifications are left, by run and campaign. */
  readonly #placed = new Map<string, number>();
  readonly #left = new Map<string, number>();
  /** The lowest serial that fits the record. */
  #serial = 0;
  #unknown = 0;
  #people = 0;

  readonly #takers: Readonly<Record<TableName, (row: Row) => void>> = {
    campaign: (row) => this.#campaigns.add(integer(row, 'number')),
    reason: (row) => this.#reasons.add(integer(row, 'byte')),
    run: (row) => this.#takeRun(row),
    run_campaign: (row) => this.#takeRunCampaign(row),
    chunk: (row) => this.#takeChunk(row),
    req: (row) => this.#takeAttempt(row),
    sent: (row) => this.#takeSent(row),
    decision: (row) => this.#takeDecision(row),
    decided: (row) => this.#takeDecided(row),
    list: (row) => this.#takeList(row),
    list_person: (row) => this.#expect(this.#lists.has(integer(row, 'list')), 'listed'),
    left_out: (row) => this.#takeLeftOut(row),
    approval: (row) => this.#takeApproval(row),
    rollout: (row) => this.#expect(this.#placed.has(`${integer(row, 'run')} ${integer(row, 'position')}`), 'reference'),
  };

  constructor(mac: ChunkMac | undefined) {
    this.#chunks = new ChunkCheck(mac);
  }

  take(table: TableName, row: Row): void {
    this.#takers[table](row);
  }

  end(serial: number): Omit<CheckedRecord, 'counts'> {
    this.#count(
      'unpointed',
      this.#attempts.countUnpointed((byte) => !isClaimable(byte)),
    );
    this.#count('emptied', this.#chunks.countEmptied());
    this.#count('planned', [...this.#left.values()].filter((left) => left < 0).length);
    this.#count('serial', Math.max(0, this.#serial - serial));
    const found = [...this.#found].map(([fault, count]) => countOf(count, faults[fault][0], faults[fault][1]));
    return { lastAttempt: this.#attempts.last(), unknownPeople: this.#unknown, people: this.#people, faults: found };
  }

  #takeRun(row: Row): void {
    this.#runs.add(integer(row, 'number'));
    this.#attempt('run', () => {
      this.#serial += hasEnded(readState(text(row, 'state'))) ? 2 : 1;
      this.#chunks.takeRun(row);
    });
  }

  #takeApproval(row: Row): void {
    const isKnown = this.#runs.has(integer(row, 'run')) && this.#campaigns.has(integer(row, 'campaign'));
    this.#expect(isKnown, 'reference');
    this.#attempt('run', () => readApprovalDetails(text(row, 'details')));
  }

  #takeRunCampaign(row: Row): void {
    const [run, position, campaign] = [integer(row, 'run'), integer(row, 'position'), integer(row, 'campaign')];
    this.#expect(this.#runs.has(run) && this.#campaigns.has(campaign), 'reference');
    this.#placed.set(`${run} ${position}`, campaign);
    this.#chunks.takeRunCampaign(row);
    this.#attempt('run', () => readRunCampaign(text(row, 'settings')));
  }

  #takeChunk(row: Row): void {
    const run = integer(row, 'run');
    const campaign = this.#placed.get(`${run} ${integer(row, 'position')}`);
    this.#expect(campaign !== undefined, 'reference');
    const size = integer(row, 'size');
    const of = `${run} ${campaign}`;
    this.#left.set(of, (this.#left.get(of) ?? 0) + size);
    this.#expect(this.#chunks.takeChunk(row), 'changed');
    const notifications = blobOrNull(row, 'notifications');
    if (notifications === null) return;
    this.#attempt('chunk', () => this.#expect(readChunk(notifications).length <= size, 'chunk'));
  }

  #takeAttempt(row: Row): void {
    const [run, campaign] = [integer(row, 'run'), integer(row, 'campaign')];
    const outcomes = blob(row, 'outcomes');
    this.#chunks.takeAttempt(row);
    this.#expect(outcomes.length > 0 && outcomes.length <= mostInClaim, 'outcomes');
    this.#expect(this.#attempts.add(integer(row, 'attempt'), campaign, outcomes), 'twins');
    this.#expect(this.#runs.has(run) && this.#campaigns.has(campaign), 'reference');
    this.#expect(outcomes.filter(isInDoubt).length === integer(row, 'doubts'), 'doubts');
    this.#takePeople(row, outcomes.length);
    this.#count('reason', outcomes.filter((byte) => !this.#isKnown(byte)).length);
    const of = `${run} ${campaign}`;
    const settled = outcomes.filter((byte) => !isClaimable(byte)).length;
    this.#left.set(of, (this.#left.get(of) ?? 0) - settled);
  }

  #takePeople(row: Row, positions: number): void {
    const people = blobOrNull(row, 'person');
    if (people === null) {
      this.#unknown += 1;
      return;
    }
    this.#attempt('person', () => {
      this.#expect(readPeople(people).length === positions, 'person');
      this.#people += countClaimed(people);
    });
  }

  #takeSent(row: Row): void {
    const { attempt, position } = splitRequest(integer(row, 'req'));
    const fault = this.#attempts.point(attempt, position, integer(row, 'campaign'));
    if (fault !== undefined) this.#count(fault, 1);
  }

  #takeDecision(row: Row): void {
    this.#decisions.add(integer(row, 'number'));
    this.#serial += 1;
    this.#expect(this.#runs.has(integer(row, 'run')), 'reference');
  }

  #takeDecided(row: Row): void {
    const isThere = this.#decisions.has(integer(row, 'decision')) && this.#attempts.has(integer(row, 'attempt'));
    this.#expect(isThere, 'reference');
  }

  #takeList(row: Row): void {
    this.#lists.add(integer(row, 'number'));
    this.#attempt('list', () => readListTerms(text(row, 'terms')));
  }

  #takeLeftOut(row: Row): void {
    const isThere = this.#runs.has(integer(row, 'run')) && this.#campaigns.has(integer(row, 'campaign'));
    this.#expect(isThere, 'reference');
    this.#chunks.takeLeftOut(row);
  }

  #isKnown(byte: number): boolean {
    return byte <= bytes.reopenedOther || this.#reasons.has(byte);
  }

  #attempt(fault: Fault, work: () => unknown): void {
    try {
      work();
    } catch {
      this.#count(fault, 1);
    }
  }

  #expect(holds: boolean, fault: Fault): void {
    if (!holds) this.#count(fault, 1);
  }

  #count(fault: Fault, count: number): void {
    if (count > 0) this.#found.set(fault, (this.#found.get(fault) ?? 0) + count);
  }
}
