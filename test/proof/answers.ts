// Proof: whatever the API answers, nobody counts as accepted or rejected unless the answer proves it, and nothing is thrown.
import * as fc from 'fast-check';
import { classify } from '../../src/delivery/classify.ts';
import { readAnswer, type Reply } from '../../src/insider/answer.ts';
import { payloadOf, requestOf } from '../support/payloads.ts';
import { anyAnswer, anyRequest, type AskedRequest } from './any-answer.ts';
import { mayBeAccepted, mayBeRejected, type Person } from './answer-oracle.ts';
import { jsonCorners } from './json-corners.ts';
import type { Proof, ProofOptions } from './proof.ts';

const goal = 'Whatever the API answers, nobody is told as accepted or rejected of whom the answer does not prove it';

/** The fixed answers are about the first two of these people. The third one can be left out. */
const three: AskedRequest = {
  people: ['u0', 'u1', 'u2'].map((value): Person => ({ name: 'uuid', value })),
  isAsync: false,
};

/** Includes codes that no page lists. */
const statuses = [200, 202, 204, 206, 302, 400, 401, 403, 404, 408, 413, 418, 422, 429, 500, 502, 503, 520, 599];

const valid =
  '{"successes":[{"INSIDER.uuid":"u0","INSIDER.name":"Zo\\u00eb \\"Z\\" {}[],:"},{"INSIDER.device_token":"t1"}],"errors":{"OptOut":[{"INSIDER.uuid":"u2"}],"Odd":[]}}';

/** One in the vendor's words, and some that resemble it. */
const refusals = [
  '{"error":"invalid_payload","message":"-"}',
  '{"error":"new_code"}',
  '{"error":"Too many requests"}',
  '{"error":"negative_integer","error":"x"}',
  '{"error":"x","err\\u006fr":"negative_integer"}',
  '{"message":"negative_integer"}',
  '["negative_integer"]',
  '"negative_integer"',
  'negative_integer',
];

export interface FixedAnswer {
  readonly status: number;
  readonly text: string | null;
}

/** Returns corner cases of JSON, a valid answer cut at every byte and with every byte left out, and bytes that are not text. */
export function fixedAnswers(): readonly FixedAnswer[] {
  const bytes = Array.from(valid, (_, at) => at);
  const texts = [
    ...jsonCorners(),
    valid,
    ...bytes.map((at) => valid.slice(0, at)),
    ...bytes.map((at) => valid.slice(at)),
    ...bytes.map((at) => valid.slice(0, at) + valid.slice(at + 1)),
  ];
  const short = [valid, '', '{}', 'null', '[]', '<html>', valid.slice(0, -1), ...refusals];
  return [
    ...texts.map((text) => ({ status: 200, text })),
    ...statuses.flatMap((status) => [...short, null].map((text) => ({ status, text }))),
  ];
}

/** Returns what is wrong with the product's reading of an answer; undefined if nothing is. */
function findFault({ status, text }: FixedAnswer, request: AskedRequest = three): string | undefined {
  const { people, isAsync } = request;
  const payloads = people.map(({ name, value }) => payloadOf({ [`INSIDER.${name}`]: value }));
  const told = acceptedBy({ status, headers: {}, text, at: 0 }, payloads, isAsync);
  if (typeof told === 'string') return told;
  const allowed = mayBeAccepted({ status, text, people, isAsync });
  const falsely = told.difference(allowed);
  if (falsely.size > 0) return `told ${[...falsely].join(', ')} as accepted`;
  const withheld = allowed.difference(told);
  if (withheld.size > 0) return `did not tell ${[...withheld].join(', ')} as accepted`;
  const isRejected = isRejectedAlone({ status, headers: {}, at: 0, text }, payloads.slice(0, 1));
  if (isRejected === mayBeRejected({ status, text })) return undefined;
  return isRejected ? 'told somebody as rejected' : 'did not tell as rejected';
}

function isRejectedAlone(reply: Reply, payloads: readonly string[]): boolean {
  const answer = readAnswer(reply, requestOf(payloads));
  const { outcomes } = classify(answer, { size: 1, mayRepeat: false, repeats: 0 });
  return outcomes[0]?.kind === 'rejected';
}

/** Returns the accepted indexes, or the error that was thrown. */
function acceptedBy(reply: Reply, payloads: readonly string[], isAsync: boolean): ReadonlySet<number> | string {
  try {
    const answer = readAnswer(reply, requestOf(payloads, { async: isAsync }));
    const { outcomes } = classify(answer, { size: payloads.length, mayRepeat: false, repeats: 0 });
    if (outcomes.length !== payloads.length) return `gave ${outcomes.length} outcomes for ${payloads.length}`;
    return new Set([...outcomes.entries()].flatMap(([index, { kind }]) => (kind === 'accepted' ? [index] : [])));
  } catch (error) {
    return `threw ${String(error)}`;
  }
}

/** Tries all fixed answers, and random ones up to `count`. */
export async function prove({ count, seed, log }: ProofOptions): Promise<Proof> {
  const fixed = fixedAnswers();
  const faults = fixed.flatMap((answer) => {
    const fault = findFault(answer);
    return fault === undefined ? [] : [`${fault}: ${answer.status} ${answer.text?.slice(0, 200)}`];
  });
  const numRuns = Math.max(0, count - fixed.length);
  const property = fc.property(anyRequest.chain(anyAnswer), ({ answer, request }) => {
    const fault = findFault(answer, request);
    if (fault !== undefined) throw new Error(fault);
  });
  const found = numRuns > 0 ? fc.check(property, { numRuns, seed }) : undefined;
  if (found?.failed === true) faults.push(fc.defaultReportMessage(found) ?? '');
  for (const fault of faults.slice(0, 10)) log(fault);
  return {
    goal,
    trials: fixed.length + (found?.numRuns ?? 0),
    violations: faults.length,
    notes: {
      fixed: fixed.length,
      random: found?.numRuns ?? 0,
      ...(faults[0] === undefined ? {} : { first: faults[0].slice(0, 200) }),
    },
  };
}
