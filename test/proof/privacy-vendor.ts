// Privacy scenarios of the vendor: every fault of the sandbox, and answers that repeat the request.
import { faultKinds, type FaultKind } from '../../src/sandbox/fault-kinds.ts';
import {
  isSending,
  withCampaign,
  type Seen,
  type Reply,
  type Request,
  type Scenario,
  type Step,
} from './privacy-scenario.ts';

/** These faults last too long for a test: Ctrl-C ends the run meanwhile. */
const lasting: readonly FaultKind[] = ['stop-reading', 'no-answer', 'send-after-timeout', 'stall-body', '429-long'];

/** Without this, the circuit breaker would wait for a quarter of an hour. */
const afterThree = ({ requests }: Seen): boolean => requests >= 3;

const ended = [0, 6, 7, 8, 10];
const after: readonly Step[] = [
  ['status', 0],
  ['status RUN', 0],
  ['status RUN --json', 0],
];

export const faultScenarios: readonly Scenario[] = faultKinds.map(({ kind }) => ({
  name: `fault ${kind}`,
  environment: 'message_center: off',
  sandbox: { faults: [{ kind, requests: [2] }], retryAfter: 'never' },
  interrupt: (seen) => lasting.includes(kind) && (seen.faults[kind] ?? 0) > 0,
  steps: [['apply --yes', ...ended], ...after, ['resume RUN --json', 0, 3, 6, 7, 8, 10], ['plan', 0]],
}));

const refusals: readonly Scenario[] = [
  { name: 'a wrong key', sandbox: { apiKeys: ['another'] }, steps: [['apply --yes', 10], ...after] },
  { name: 'an address that is not allowed', sandbox: { denyIp: true }, steps: [['apply --yes', 10], ...after] },
  { name: 'no certificate', sandbox: { certificate: false }, steps: [['apply --yes', 10], ...after] },
  {
    name: 'a payload that nobody takes',
    sandbox: { faults: [{ kind: '400-payload', share: 1 }] },
    steps: [['apply --yes', 6, 8], ...after],
  },
  {
    name: 'people who are refused',
    files: withCampaign({ more: 'fail_on: { refused: 1% }' }),
    sandbox: { shares: { noUserFound: 0.3, optOut: 0.3, unregistered: 0.2 } },
    steps: [['apply --yes --json', 6], ...after],
  },
  {
    name: 'at least once, over failures that send',
    files: withCampaign({ more: 'guarantee: at_least_once' }),
    sandbox: { faults: [{ kind: '500-after-send', requests: [2, 4] }] },
    steps: [['apply --yes', 0], ...after],
  },
];

/** Answers as an API may that repeats its input. */
function echo(status: number, write: (request: Request) => string): (request: Request) => Reply {
  return (request) => ({ status, body: write(request) });
}

const first = ({ body }: Request): string => body.slice(body.indexOf('"email":') + 9).split('"')[0] ?? '';

const echoes: readonly Scenario[] = [
  ['as text', echo(400, ({ body }) => body)],
  ['as an error', echo(400, ({ body }) => JSON.stringify({ error: body, message: body }))],
  ['as a code', echo(400, (request) => JSON.stringify({ error: first(request), response: request.body }))],
  [
    'as a reason',
    echo(200, (request) =>
      JSON.stringify({ successes: [], errors: { [request.body]: [{ 'INSIDER.email': first(request) }] } }),
    ),
  ],
  ['as a success', echo(200, ({ body }) => JSON.stringify({ successes: [{ body }], errors: {} }))],
  ['with a failure', echo(500, ({ body }) => body)],
  ['with a denial', echo(403, ({ body }) => JSON.stringify({ message: body }))],
  [
    'to another address',
    ({ body }: Request) => ({ status: 302, headers: { location: `/?${encodeURIComponent(body)}` }, body }),
  ],
].map(([how, answer]) => ({
  name: `an answer that repeats the request ${String(how)}`,
  environment: 'message_center: off',
  answer: answer as (request: Request) => Reply,
  interrupt: afterThree,
  steps: [['apply --yes', ...ended], ...after],
}));

const logAnswers: readonly Scenario[] = (
  [
    ['refuses the key', (request) => ({ status: 401, body: String(request.headers['x-insider-api-key']) })],
    ['repeats the request', ({ body, headers }) => ({ status: 400, body: JSON.stringify({ body, headers }) })],
    ['answers with garbage', ({ body }) => ({ status: 200, body: `[{"title":${JSON.stringify(body)}}]` })],
    ['answers with nothing', () => ({ status: 204, body: '' })],
  ] satisfies readonly [string, (request: Request) => Reply][]
).map(([what, answer]) => ({
  name: `a Message Center that ${what}`,
  environment: 'message_center: { after: 0s, requests_per_minute: 60000 }',
  interrupt: afterThree,
  answer: (request) => (isSending(request) ? { status: 504, body: '' } : answer(request)),
  steps: [
    ['apply --yes', 7, 8],
    ['resolve RUN --from message-center --yes', 7],
    ['resolve RUN --from message-center --yes --json', 7],
    ...after,
  ],
}));

export const vendorScenarios: readonly Scenario[] = [...refusals, ...echoes, ...logAnswers];
