// Proof: the fault matrix, which has every kind of fault at the first, a middle and the last request, with one and with eight requests at a time.
import { runFaultCase, type FaultCase } from './fault-case.ts';
import type { CaseVerdict } from './fault-case-verdict.ts';
import { localFaults } from './local-faults.ts';
import { startPostgres, type PostgresServer } from '../support/postgres-server.ts';
import type { Proof, ProofOptions } from './proof.ts';
import { statusFaults } from './status-faults.ts';
import { wireFaults } from './wire-faults.ts';

const kinds = [...wireFaults, ...statusFaults, ...localFaults];
const places = ['first', 'middle', 'last'] as const;

/** The number of concurrent cases. A case mostly waits. */
const lanes = 8;

const promise =
  'Whatever breaks on the wire, everybody is in the bucket that the fault table says, and nobody gets two';

/** Returns all cases in three parts. Each part has every kind in one place for each concurrency; `seed` chooses the first place. */
export function faultCases(seed: number): readonly FaultCase[] {
  return [0, 1, 2].flatMap((part) =>
    kinds.flatMap((kind, number) =>
      ([1, 8] as const).flatMap((concurrency) => {
        const place = places[(number + concurrency + part + seed) % places.length];
        const isSentInDoubt = (number + part + concurrency + seed) % 2 === 0;
        return place === undefined ? [] : [{ kind, place, concurrency, isSentInDoubt }];
      }),
    ),
  );
}

/** Returns the verdicts in no particular order. */
export async function runFaultCases(
  cases: readonly FaultCase[],
  postgres?: PostgresServer,
): Promise<readonly CaseVerdict[]> {
  // Cases that wait for a timeout begin first, so that the end does not wait for them alone.
  const waiting = cases.toSorted((one, other) => isSilent(one) - isSilent(other));
  const verdicts: CaseVerdict[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      verdicts.push(await runFaultCase(next, postgres));
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return verdicts;
}

export function describeCase({ kind, place, concurrency }: FaultCase): string {
  return `${kind.phase}: ${kind.kind} (${kind.class}), ${place} request, ${concurrency} side by side`;
}

/** Runs the first `count` of all cases. */
export async function prove({ count, seed, log }: ProofOptions): Promise<Proof> {
  return conclude(await runFaultCases(faultCases(seed).slice(0, count)), promise, log);
}

/** Runs the first `count` of the cases in which the API throttles, fails or resets. */
export async function provePostgres({ count, seed, log }: ProofOptions): Promise<Proof> {
  await using postgres = await startPostgres();
  const cases = faultCases(seed).filter(({ kind }) => /reset|throttling|^(?:429|50\d)/.test(kind.kind));
  const verdicts = await runFaultCases(cases.slice(0, count), postgres);
  return conclude(verdicts, `${promise}, with the ledger on PostgreSQL`, log);
}

function conclude(verdicts: readonly CaseVerdict[], goal: string, log: ProofOptions['log']): Proof {
  for (const { given, wrong } of verdicts) {
    if (wrong.length > 0) log(`${describeCase(given)}: ${wrong.slice(0, 3).join('; ')}`);
  }
  log(`\n${formatMatrix(verdicts)}`);
  const sum = (pick: (verdict: CaseVerdict) => number) => verdicts.reduce((total, one) => total + pick(one), 0);
  return {
    goal,
    trials: verdicts.length,
    violations: verdicts.filter(({ wrong }) => wrong.length > 0).length,
    notes: {
      kinds: new Set(verdicts.map(({ given }) => given.kind)).size,
      duplicates: sum(({ duplicates }) => duplicates),
      lost: sum(({ lost }) => lost),
      'false accepted': sum(({ falseAccepted }) => falseAccepted),
      ...Object.fromEntries(
        [...byPhase(verdicts)].map(([phase, some]) => [phase, `${countRight(some)} of ${some.length}`]),
      ),
    },
  };
}

/** Formats a Markdown table with a row for each phase and class, and its kinds. */
export function formatMatrix(verdicts: readonly CaseVerdict[]): string {
  const lines = [...byPhase(verdicts)].flatMap(([phase, ofPhase]) =>
    [...Map.groupBy(ofPhase, ({ given }) => given.kind.class)].map(([name, some]) => {
      const named = [...new Set(some.map(({ given }) => given.kind.kind))].toSorted().join('; ');
      return `| ${phase} | ${name} | ${countRight(some)} of ${some.length} | ${named} |`;
    }),
  );
  return ['| phase | expected | right | kinds |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

/** Groups by phase, in the order of the table of kinds. */
function byPhase(verdicts: readonly CaseVerdict[]): ReadonlyMap<string, readonly CaseVerdict[]> {
  const inOrder = verdicts.toSorted((one, other) => kinds.indexOf(one.given.kind) - kinds.indexOf(other.given.kind));
  return Map.groupBy(inOrder, ({ given }) => given.kind.phase);
}

function countRight(verdicts: readonly CaseVerdict[]): number {
  return verdicts.filter(({ wrong }) => wrong.length === 0).length;
}

function isSilent({ kind }: FaultCase): number {
  return kind.isSilent === true ? 1 : 0;
}
