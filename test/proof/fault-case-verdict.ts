// Judges the end of a case: compares each person's standing with the fault table and with the server's own log.
import type { FaultCase } from './fault-case.ts';
import type { FaultKind, Standing } from './fault-kind.ts';

/** What is known when a case has ended. */
export interface Evidence {
  readonly target: string;
  readonly isFinished: boolean;
  readonly isStruck: boolean;
  /** Milliseconds on the virtual clock. */
  readonly longestWait: number;
  /** Standings when the run ended, and after it was resumed if it ended early. */
  readonly before: ReadonlyMap<string, Standing>;
  readonly after: ReadonlyMap<string, Standing>;
  /** The people of the request that the fault struck. */
  readonly struck: ReadonlySet<string>;
  readonly sent: readonly (readonly string[])[];
  /** The server's log: one entry per push. */
  readonly delivered: readonly string[];
  readonly totals: Readonly<Record<string, number>>;
}

export interface CaseVerdict {
  readonly given: FaultCase;
  /** Findings as sentences; empty if everything is right. */
  readonly wrong: readonly string[];
  /** How many people got more than one push. */
  readonly duplicates: number;
  /** How many people were in no bucket at the end, or not sent, refused or rejected although they got a push. */
  readonly lost: number;
  /** How many people count as accepted although they got no push. */
  readonly falseAccepted: number;
  readonly inDoubt: number;
}

export function judgeCase(given: FaultCase, evidence: Evidence): CaseVerdict {
  const { after, delivered, target } = evidence;
  const pushes = countEach(delivered);
  const having = (is: (standing: Standing, count: number, name: string) => boolean): number =>
    [...after].filter(([name, standing]) => is(standing, pushes.get(name) ?? 0, name)).length;
  const isLost = (name: string): boolean => given.kind.class !== 'F' || name !== target;
  const duplicates = [...pushes.values()].filter((count) => count > 1).length;
  const lost = having((standing, count, name) =>
    standing === 'unknown' ? isLost(name) || count > 0 : isDenied(standing) && count > 0,
  );
  const falseAccepted = having((standing, count) => standing === 'accepted' && count === 0);
  const wrong = [
    duplicates > 0 && `${duplicates} people got two pushes`,
    lost > 0 && `${lost} people are lost`,
    falseAccepted > 0 && `${falseAccepted} people are accepted, but no push went out`,
    ...wrongEnding(given.kind, evidence),
    ...wrongStandings(given, evidence),
  ].filter((finding) => finding !== false);
  return { given, wrong, duplicates, lost, falseAccepted, inDoubt: having((standing) => standing === 'in_doubt') };
}

function isDenied(standing: Standing): boolean {
  return standing === 'refused' || standing === 'rejected';
}

function wrongEnding(kind: FaultKind, evidence: Evidence): readonly (string | false)[] {
  const { isFinished, isStruck, longestWait, before } = evidence;
  const [least, most] = kind.waits ?? [0, Number.POSITIVE_INFINITY];
  const left = [...before.values()].filter((standing) => standing === 'unknown').length;
  return [
    !isStruck && 'the fault never struck',
    // A stop during the last request has nothing left to stop.
    isStopping(kind) && isFinished && left > 0 && 'the run finished with people left',
    !isStopping(kind) && !isFinished && 'the run ended early',
    (longestWait < least || longestWait >= most) && `the longest wait was ${longestWait} ms`,
    ...wrongSum(kind, evidence),
  ];
}

function wrongSum(kind: FaultKind, { totals, before }: Evidence): readonly (string | false)[] {
  const count = (bucket: string): number => totals[bucket] ?? 0;
  const sum = ['accepted', 'refused', 'rejected', 'in_doubt', 'not_sent'].reduce((all, one) => all + count(one), 0);
  return [
    count('planned') !== sum && 'the buckets do not add up',
    count('planned') !== before.size && `${count('planned')} are planned instead of ${before.size}`,
    count('not_sent') !== (kind.class === 'F' ? 1 : 0) && `${count('not_sent')} are not sent in the end`,
  ];
}

function wrongStandings({ kind }: FaultCase, evidence: Evidence): readonly string[] {
  const { before, after, struck } = evidence;
  const wrong: string[] = [];
  const expect = (name: string, standing: Standing | undefined, expected: readonly Standing[]): void => {
    if (standing !== undefined && expected.includes(standing)) return;
    const where = struck.has(name) ? ', in the struck request,' : '';
    wrong.push(`${name}${where} is ${standing}, not ${expected.join(' or ')}`);
  };
  for (const [name, standing] of after) {
    expect(name, standing, expectedStandings(kind, name, evidence));
    if (kind.class === 'stop' && struck.has(name)) expect(name, before.get(name), ['unknown']);
    else if (!isStopping(kind)) expect(name, before.get(name), [standing]);
  }
  return kind.class === 'N or D' ? [...wrong, ...wrongRace(evidence)] : wrong;
}

/** A race may lose only whole requests: the one on the broken socket, and at most the one before it. */
function wrongRace({ after, sent }: Evidence): readonly string[] {
  const doubtful = new Set([...after].flatMap(([name, standing]) => (standing === 'in_doubt' ? [name] : [])));
  const requests = sent.filter((names) => names.some((name) => doubtful.has(name)));
  return [
    requests.length > 2 && `one socket put ${requests.length} requests in doubt`,
    requests.flat().some((name) => !doubtful.has(name)) && 'half a request is in doubt',
  ].filter((finding) => finding !== false);
}

function isStopping(kind: FaultKind): boolean {
  return kind.class === 'stop' || kind.isStopping === true;
}

function expectedStandings(kind: FaultKind, name: string, { struck, target }: Evidence): readonly Standing[] {
  const mayBeCut = kind.cutsOthers === true && !struck.has(name);
  if (kind.class === 'N or D' || mayBeCut) return ['accepted', 'in_doubt'];
  if (!struck.has(name)) return ['accepted'];
  return [kind.class === 'D' ? 'in_doubt' : (kind.standing?.(name, target, struck.size) ?? 'accepted')];
}

function countEach(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
