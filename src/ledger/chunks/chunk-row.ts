// Reads the row of a chunk: where it belongs, and the notifications in it once its MAC shows that they are what was planned.
import { isForGood } from '../../delivery/run-state.ts';
import type { RunState } from '../../delivery/ledger.ts';
import type { ChunkRef, Spooled } from '../../delivery/spool.ts';
import { BrokenChunk } from './broken-chunk.ts';
import { isSame, type ChunkMac, type ChunkPlace } from './chunk-mac.ts';
import { readChunk } from './chunk-text.ts';
import { isClaimable, isInDoubt } from '../claims/outcome-bytes.ts';
import { blob, blobOrNull, integer, integerOrNull, text, textOrNull, type Row } from '../row.ts';
import { readState } from '../runs/run-states.ts';

const places = `FROM chunk
  JOIN run ON run.number = chunk.run
  LEFT JOIN run_campaign ON run_campaign.run = chunk.run AND run_campaign.position = chunk.position
  LEFT JOIN campaign ON campaign.number = run_campaign.campaign`;
const refColumns = `chunk.number, chunk.position, chunk.size, chunk.step, chunk.due, chunk.dropped, run.id AS run_id, run.state,
  run_campaign.campaign, coalesce(campaign.id, '(none)') AS campaign_id`;

/** The query for `readChunkRef`. */
export const chunkRefs = `SELECT ${refColumns} ${places}`;

/** The query for `readSigned`. */
export const chunkRows = `SELECT ${refColumns}, run_campaign.settings, chunk.notifications, chunk.mac ${places}`;

/** The query for `readPlace` for the next chunk of a run; it lacks the size. */
export const nextPlace = `SELECT run.id AS run_id, run_campaign.position, run_campaign.settings, run_campaign.campaign,
    (SELECT coalesce(max(chunk.number) + 1, 0) FROM chunk WHERE chunk.run = run.number) AS number
  FROM run JOIN run_campaign ON run_campaign.run = run.number`;

/** @throws BrokenChunk, exit 4, for a chunk that belongs to no campaign of its run. */
export function readChunkRef(row: Row): ChunkRef {
  const step = integerOrNull(row, 'step');
  return { ...placeIn(row), due: integerOrNull(row, 'due'), ...(step !== null && { step }) };
}

function placeIn(row: Row): Pick<ChunkRef, 'number' | 'campaign' | 'size'> {
  if (row['campaign'] === null) throw broken(row, 'changed');
  return { number: integer(row, 'number'), campaign: integer(row, 'position'), size: integer(row, 'size') };
}

export function readPlace(row: Row): ChunkPlace {
  const { number, campaign: position, size } = placeIn(row);
  const [campaign, settings] = [integer(row, 'campaign'), text(row, 'settings')];
  return { run: text(row, 'run_id'), number, position, size, campaign, settings };
}

/** Returns undefined if the chunk was erased. @throws BrokenChunk, exit 4. */
export function readSigned(row: Row, mac: ChunkMac): readonly Spooled[] | undefined {
  // An erased chunk must belong to a campaign of its run, too.
  readPlace(row);
  return blobOrNull(row, 'notifications') === null ? undefined : readPresent(row, mac);
}

/** Reads a chunk that was not erased. @throws BrokenChunk, exit 4. */
export function readPresent(row: Row, mac: ChunkMac): readonly Spooled[] {
  const notifications = blob(row, 'notifications');
  if (!isSame(mac(readPlace(row), notifications), blobOrNull(row, 'mac'))) throw broken(row, 'changed');
  return readChunk(notifications);
}

/** What the requests of one chunk add up to. */
export interface ChunkTally {
  readonly settled: number;
  /** Open, or in doubt. */
  readonly doubtful: number;
}

const nothing: ChunkTally = { settled: 0, doubtful: 0 };

/** Returns the tallies by the number of the chunk. `requests` are those of one run, and are added to `tallies`. */
export function tallyChunks(requests: Iterable<Row>, tallies = new Map<number, ChunkTally>()): Map<number, ChunkTally> {
  for (const request of requests) {
    const chunk = integer(request, 'chunk');
    const { settled, doubtful } = tallies.get(chunk) ?? nothing;
    const outcomes = blob(request, 'outcomes');
    const inDoubt = outcomes.filter(isInDoubt).length;
    const claimable = outcomes.filter(isClaimable).length;
    tallies.set(chunk, { settled: settled + outcomes.length - inDoubt - claimable, doubtful: doubtful + inDoubt });
  }
  return tallies;
}

/** Counts people who were left out as settled. */
export function tallyLeftOut(chunk: number, count: number, tallies: Map<number, ChunkTally>): void {
  const { settled, doubtful } = tallies.get(chunk) ?? nothing;
  tallies.set(chunk, { settled: settled + count, doubtful });
}

/**
 * Tells whether an empty chunk should not be empty. A run that can continue needs everybody who is not settled. Any other run, and any dropped chunk,
 * needs only those in doubt.
 */
export function isEmptied(
  { state, size, isDropped }: { readonly state: RunState; readonly size: number; readonly isDropped: boolean },
  { settled, doubtful }: ChunkTally = nothing,
): boolean {
  return doubtful > 0 || (!isDropped && !isForGood(state) && settled < size);
}

/** Tells whether the people of the chunk who have not been sent to get nothing. */
export function isDropped(row: Row): boolean {
  return textOrNull(row, 'dropped') !== null;
}

/** `erased` are empty chunks. @throws BrokenChunk, exit 4. */
export function refuseEmptied(erased: readonly Row[], tallies: ReadonlyMap<number, ChunkTally>): void {
  const emptied = erased.find((row) =>
    isEmptied(
      { state: readState(text(row, 'state')), size: integer(row, 'size'), isDropped: isDropped(row) },
      tallies.get(integer(row, 'number')),
    ),
  );
  if (emptied !== undefined) throw broken(emptied, 'emptied');
}

function broken(row: Row, what: string): BrokenChunk {
  return new BrokenChunk(
    { run: text(row, 'run_id'), number: integer(row, 'number'), campaign: text(row, 'campaign_id') },
    what,
  );
}
