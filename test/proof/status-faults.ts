// Faults in complete answers: the contents of a 200, and every other status.
import { reportOf } from '../support/fault-server.ts';
import { says, type FaultKind } from './fault-kind.ts';

const html = '<html><body><h1>Bad gateway</h1></body></html>';
const unavailable = '{"success":false,"message":"The request processing has failed because of an unknown error."}';
const slowDown = '{"error":{"message":"Too many attempts, please slow down the request."},"status":403}';
const noon = 'Mon, 23 Nov 2026 12:00:00 GMT';
const halfAMinuteLater = 'Mon, 23 Nov 2026 12:00:30 GMT';

const poison = {
  class: 'R',
  isLasting: true,
  standing: (name: string, target: string) => (name === target ? 'rejected' : 'accepted'),
} as const;

/** An error that is not in the API's own words: a notification that gets it alone is set aside, and the run ends early because of it. */
const foreign = {
  class: 'F',
  isLasting: true,
  isStopping: true,
  standing: (name: string, target: string) => (name === target ? 'unknown' : 'accepted'),
} as const;
function withErrors(names: readonly string[], errors?: unknown): string {
  return JSON.stringify({ ...JSON.parse(reportOf(names)), errors });
}

/** A request is refused once, and its halves pass. Somebody who was alone in the request is rejected. */
function rejectedAlone(_name: string, _target: string, size: number): 'rejected' | 'accepted' {
  return size === 1 ? 'rejected' : 'accepted';
}

const reporting: readonly Omit<FaultKind, 'phase'>[] = [
  { kind: 'valid', class: 'S', fault: says(200, (names) => reportOf(names)) },
  {
    kind: 'valid, after 1 MB of blanks',
    class: 'S',
    fault: says(200, (names) => ' '.repeat(1_000_000) + reportOf(names)),
  },
  { kind: 'empty body', class: 'D', fault: says(200) },
  { kind: 'not JSON', class: 'D', fault: says(200, (names) => reportOf(names).slice(0, -2)) },
  { kind: 'HTML', class: 'D', fault: says(200, html) },
  { kind: 'wrong shape', class: 'D', fault: says(200, '{"successes":{},"errors":[]}') },
  { kind: 'an empty list of errors', class: 'S', fault: says(200, (names) => withErrors(names, [])) },
  { kind: 'nothing about errors', class: 'S', fault: says(200, (names) => withErrors(names)) },
  {
    kind: 'nothing about errors, and one left out',
    class: 'D',
    fault: says(200, (names, target) => withErrors(names.filter((name) => name !== target))),
  },
  { kind: 'a list around it', class: 'D', fault: says(200, (names) => `[${reportOf(names)}]`) },
  { kind: 'names nobody', class: 'D', fault: says(200, reportOf([])) },
  { kind: 'names somebody else', class: 'D', fault: says(200, reportOf(['u900001', 'u900002'])) },
  { kind: 'and somebody else', class: 'S', fault: says(200, (names) => reportOf([...names, 'u900001'])) },
  {
    kind: 'one in neither list',
    class: 'S',
    standing: (name, target) => (name === target ? 'in_doubt' : 'accepted'),
    fault: says(200, (names, target) => reportOf(names.filter((name) => name !== target))),
  },
  {
    kind: 'one refused',
    class: 'S',
    standing: (name, target) => (name === target ? 'refused' : 'accepted'),
    fault: says(200, (names, target) => reportOf(names, { OptOut: [target] })),
  },
  {
    kind: 'all refused',
    class: 'S',
    standing: () => 'refused',
    fault: says(200, (names) => reportOf(names, { NoUserFound: names })),
  },
  {
    kind: 'unknown reason',
    class: 'S',
    standing: () => 'refused',
    fault: says(200, (names) => reportOf(names, { 'a <b>new</b> one': names })),
  },
  {
    kind: 'in both lists',
    class: 'S',
    fault: says(200, (names) => {
      const { errors } = JSON.parse(reportOf(names, { Unregistered: names })) as { errors: unknown };
      return JSON.stringify({ ...JSON.parse(reportOf(names)), errors });
    }),
  },
  { kind: '202 when asked for', class: 'S', isAsync: true, fault: says(202, '{"message":"Async request accepted"}') },
  { kind: '202 unasked', class: 'D', fault: says(202, '{"message":"Async request accepted"}') },
  { kind: '204', class: 'D', fault: says(204) },
  { kind: '206', class: 'D', fault: says(206, (names) => reportOf(names)) },
];

const statuses: readonly Omit<FaultKind, 'phase'>[] = [
  { kind: '301', class: 'stop', fault: says(301, '', { location: '/elsewhere' }) },
  { kind: '302', class: 'stop', fault: says(302, '', { location: '/elsewhere' }) },
  { kind: '307', class: 'stop', fault: says(307, '', { location: '/elsewhere' }) },
  { kind: '308', class: 'stop', fault: says(308, '', { location: '/elsewhere' }) },
  {
    kind: '400 once',
    class: 'R',
    standing: rejectedAlone,
    fault: says(400, '{"error":"invalid_payload","message":"-"}'),
  },
  { ...poison, kind: '400 for one', fault: says(400, '{"error":"negative_integer","message":"-"}') },
  ...[413, 422].flatMap((status): Omit<FaultKind, 'phase'>[] => [
    // It ends the run if the request has one notification. Of a larger one, the halves pass.
    { kind: `${status} once`, class: 'N', isStopping: true, fault: says(status, '{"error":"invalid_payload"}') },
    { ...foreign, kind: `${status} for one`, fault: says(status, '{"error":"negative_integer","message":"-"}') },
  ]),
  { ...foreign, kind: '400, unknown code', fault: says(400, '{"error":"new_code"}') },
  { ...foreign, kind: '400, no code', fault: says(400, html) },
  { ...foreign, kind: '400, empty', fault: says(400) },
  { ...foreign, kind: '400, too many requests', fault: says(400, '{"error":"Too many requests"}') },
  { kind: '400, HTML once', class: 'N', isStopping: true, fault: says(400, html) },
  { kind: '400, certificate', class: 'stop', fault: says(400, '{"error":"invalid_certificate","message":"-"}') },
  { kind: '401', class: 'stop', fault: says(401, '{"error":"bad_api_key","message":"-"}') },
  { kind: '401, empty', class: 'stop', fault: says(401) },
  { kind: '403', class: 'stop', fault: says(403, '{"success":false,"message":"Access Denied."}') },
  { kind: '403, throttling', class: 'N', waits: [4_000, 61_000], fault: says(403, slowDown) },
  { kind: '404', class: 'stop', fault: says(404, html) },
  { kind: '405', class: 'stop', fault: says(405, '{"error":"Invalid Payload."}') },
  { kind: '415', class: 'stop', fault: says(415) },
  { kind: '408', class: 'D', fault: says(408) },
  { kind: '418', class: 'D', fault: says(418, (names) => reportOf(names)) },
  { kind: '429, seconds', class: 'N', waits: [7_000, 8_000], fault: says(429, '', { 'retry-after': '7' }) },
  {
    kind: '429, date',
    class: 'N',
    waits: [30_000, 31_000],
    fault: says(429, '', { 'retry-after': halfAMinuteLater, date: noon }),
  },
  { kind: '429, nothing said', class: 'N', waits: [4_000, 61_000], fault: says(429) },
  { kind: '429, negative', class: 'N', waits: [4_000, 61_000], fault: says(429, '', { 'retry-after': '-5' }) },
  { kind: '429, junk', class: 'N', waits: [4_000, 61_000], fault: says(429, '', { 'retry-after': 'soon' }) },
  { kind: '429, half an hour', class: 'N', waits: [600_000, 601_000], fault: says(429, '', { 'retry-after': '1800' }) },
  { kind: '429, ten hours', class: 'N', waits: [4_000, 61_000], fault: says(429, '', { 'retry-after': '36000' }) },
  { kind: '500', class: 'D', fault: says(500, unavailable) },
  { kind: '500, with a report', class: 'D', fault: says(500, (names) => reportOf(names)) },
  { kind: '503, Retry-After', class: 'D', fault: says(503, '', { 'retry-after': '3' }) },
  ...[502, 503, 504, 520, 521, 522, 523, 524].map((status): Omit<FaultKind, 'phase'> => ({
    kind: `${status}, HTML`,
    class: 'D',
    fault: says(status, html),
  })),
];

export const statusFaults: readonly FaultKind[] = [
  ...reporting.map((row) => ({ phase: '2xx', ...row }) as const),
  ...statuses.map((row) => ({ phase: 'other status', ...row }) as const),
];
