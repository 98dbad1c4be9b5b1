// The arms of a test and the languages of the people of a request, in the form of `req.arms`: a byte per position, the index among `arms` and
// `locales` of the run's campaign. An arm can be found under any identifier of a person, so that people stay in their arm whatever the weights
// become.
import { KeySet } from '../../plan/key-set.ts';
import type { ArmLookup } from '../../plan/history.ts';
import { readPeople, type HashPerson } from './person-hashes.ts';
import { blob, integer, text, type Row } from '../row.ts';
import { readRunCampaign } from '../runs/run-campaign-text.ts';
import type { Sql } from '../sql.ts';

/** The byte of a person without an arm. */
const noArm = 255;
/** The number of requests that are read at a time. */
const together = 2_000;

/** Returns null if nobody has an arm. */
export function writeArms(arms: readonly (number | undefined)[]): Uint8Array | null {
  return arms.every((arm) => arm === undefined) ? null : Uint8Array.from(arms, (arm) => arm ?? noArm);
}

/** Returns a function from a position to its number, or to undefined for a person without one. Undefined if nobody has one. */
export function readArms(bytes: Uint8Array | null): ((position: number) => number | undefined) | undefined {
  return bytes === null ? undefined : (position) => (bytes[position] === noArm ? undefined : bytes[position]);
}

/** Returns the arm of a person, given by the hashes of their identifiers; undefined if none is known. */
type FindArm = (hashes: readonly string[]) => string | undefined;

/** Reads all requests of the campaign once, and only if one of its runs had arms. */
export function armsInWalk(
  see: (work: (sql: Sql) => Promise<FindArm>) => Promise<FindArm>,
  hashPerson: HashPerson,
  campaign: string,
): ArmLookup {
  let find: Promise<FindArm> | undefined;
  return async (people) => {
    find ??= see((sql) => findArms(sql, campaign));
    const found = await find;
    return people.map((person) => (found === nobody ? undefined : found(hashesOf(hashPerson(person)))));
  };
}

const nobody: FindArm = () => undefined;

async function findArms(sql: Sql, campaign: string): Promise<FindArm> {
  const runs = await sql.all(
    `SELECT run_campaign.run, run_campaign.campaign, run_campaign.settings FROM run_campaign
     WHERE run_campaign.campaign = (SELECT number FROM campaign WHERE id = $1)`,
    campaign,
  );
  const names = new Map(runs.flatMap(armsOfRun));
  const [first] = runs;
  if (first === undefined || names.size === 0) return nobody;
  const people = new KeySet();
  const arms: string[] = [];
  const requests = sql.scroll(
    `SELECT run, person, arms FROM req
     WHERE campaign = ${integer(first, 'campaign')} AND arms IS NOT NULL AND person IS NOT NULL ORDER BY attempt`,
    together,
  );
  for await (const rows of requests) {
    for (const row of rows) {
      const run = integer(row, 'run');
      const bytes = blob(row, 'arms');
      for (const [position, hashes] of readPeople(blob(row, 'person')).entries()) {
        const arm = names.get(nameOf(run, Number(bytes[position])));
        // A person keeps the first arm that they were sent.
        for (const hash of hashes) if (arm !== undefined && people.add(hash) === arms.length) arms.push(arm);
      }
    }
  }
  return (hashes) => {
    const numbers = hashes.flatMap((hash) => (people.has(hash) ? [people.add(hash)] : []));
    return arms[Math.min(...numbers)];
  };
}

/** The names of the arms of a run, keyed by `nameOf`. */
function armsOfRun(row: Row): readonly (readonly [string, string])[] {
  const { arms = [] } = readRunCampaign(text(row, 'settings'));
  return arms.map((name, number) => [nameOf(integer(row, 'run'), number), name]);
}

function nameOf(run: number, arm: number): string {
  return `${run} ${arm}`;
}

function hashesOf(person: string): readonly string[] {
  return readPeople(Buffer.from(person, 'hex')).flat();
}
