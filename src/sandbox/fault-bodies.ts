// Faults in the body of a 200: the pushes were sent, but the answer does not report them correctly.
import type { FaultKindOf } from './fault-kinds.ts';
import type { SendReport } from './report.ts';
import type { Sent } from './send.ts';

type Compose = (sends: readonly Sent[]) => SendReport;

/** Returns a success with the same attributes and another person's values. */
function strangerLike(report: SendReport): Readonly<Record<string, unknown>> {
  const names = Object.keys(report.successes[0] ?? { 'INSIDER.device_token': '' });
  return Object.fromEntries(names.map((name) => [name, `stranger-${name.slice('INSIDER.'.length)}@example.invalid`]));
}

const bodies: Record<FaultKindOf<'body'>, (sends: readonly Sent[], compose: Compose) => string> = {
  'empty-body': () => '',
  'malformed-body': (sends, compose) => JSON.stringify(compose(sends)).slice(0, -2),
  'wrong-shape': () => JSON.stringify({ successes: {}, errors: [] }),
  'huge-body': (sends, compose) => ' '.repeat(9 * 1024 * 1024) + JSON.stringify(compose(sends)),
  'missing-notification': (sends, compose) => JSON.stringify(compose(sends.slice(1))),
  'unrelated-identity': (sends, compose) => {
    const report = compose(sends);
    return JSON.stringify({ ...report, successes: [strangerLike(report), ...report.successes] });
  },
  'both-lists': (sends, compose) =>
    JSON.stringify(
      compose(sends.map((sent, index) => (index === 0 ? { ...sent, reason: 'InvalidCertificate' } : sent))),
    ),
};

/** `compose` returns the true report of the given sends. */
export function faultBody(kind: FaultKindOf<'body'>, sends: readonly Sent[], compose: Compose): string {
  return bodies[kind](sends, compose);
}
