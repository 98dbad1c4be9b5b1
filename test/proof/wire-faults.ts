// Faults below HTTP: while connecting, while writing the request, and in the bytes of the answer.
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { healthyAnswer, reportOf } from '../support/fault-server.ts';
import { http } from '../support/raw-server.ts';
import { writes, type FaultKind } from './fault-kind.ts';

const bomb = gzipSync(Buffer.alloc(32 * 1024 * 1024));
const packings = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync, zstd: zstdCompressSync };
const body = 'x'.repeat(9 * 1024 * 1024);
const hints = 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(50);
const unasked = 'HTTP/1.1 100 Continue\r\n\r\n';

/** Returns the start of a complete answer: its head and so many bytes of its body. */
function cut(names: readonly string[], bytesOfBody: number): string {
  const whole = healthyAnswer(names);
  return whole.slice(0, whole.indexOf('\r\n\r\n') + 4 + bytesOfBody);
}

function chunked(names: readonly string[], end: string): string {
  const text = reportOf(names);
  return `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${text.length.toString(16)}\r\n${text}\r\n${end}`;
}

function packed(bytes: Buffer, coding: string): Buffer {
  const head = `HTTP/1.1 200 OK\r\ncontent-encoding: ${coding}\r\ncontent-length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** The class is N by default. */
const connecting: readonly (Omit<FaultKind, 'phase' | 'class'> & Partial<Pick<FaultKind, 'class'>>)[] = [
  { kind: 'host not found', road: 'tls', fault: { at: 'lookup', answer: { code: 'ENOTFOUND' } } },
  { kind: 'name server away', road: 'tls', fault: { at: 'lookup', answer: { code: 'EAI_AGAIN' } } },
  { kind: 'name server silent', isSilent: true, road: 'tls', fault: { at: 'lookup', answer: 'silence' } },
  { kind: 'connection refused', road: 'tls', fault: { at: 'lookup', answer: { address: '127.0.0.2' } } },
  { kind: 'reset on accept', fault: { at: 'accept', act: (socket) => socket.resetAndDestroy() } },
  { kind: 'TLS: expired', class: 'stop', road: 'tls', fault: { at: 'handshake', certificate: 'expired' } },
  { kind: 'TLS: other host', class: 'stop', road: 'tls', fault: { at: 'handshake', certificate: 'of_another_host' } },
  {
    kind: 'TLS: other authority',
    class: 'stop',
    road: 'tls',
    fault: { at: 'handshake', certificate: 'of_another_authority' },
  },
  { kind: 'TLS: not TLS', class: 'stop', road: 'tls', fault: { at: 'handshake', certificate: 'plain_text' } },
  { kind: 'TLS: silent', isSilent: true, road: 'tls', fault: { at: 'handshake', certificate: 'silence' } },
  {
    kind: 'proxy says 407',
    class: 'stop',
    road: 'proxy',
    fault: {
      at: 'tunnel',
      act: (socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n'),
    },
  },
  {
    kind: 'proxy says 403',
    class: 'stop',
    road: 'proxy',
    fault: { at: 'tunnel', act: (socket) => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n') },
  },
  {
    kind: 'proxy says 502',
    road: 'proxy',
    fault: { at: 'tunnel', act: (socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n') },
  },
  { kind: 'proxy closes', road: 'proxy', fault: { at: 'tunnel', act: (socket) => socket.end() } },
  { kind: 'proxy refuses', road: 'proxy', fault: { at: 'lookup', answer: { address: '127.0.0.2' } } },
  {
    kind: 'TLS through proxy',
    class: 'stop',
    road: 'proxy',
    fault: { at: 'handshake', certificate: 'of_another_authority' },
  },
];

const writing: readonly Omit<FaultKind, 'phase'>[] = [
  { kind: 'reset in upload', class: 'D', fault: { at: 'upload', act: (socket) => socket.resetAndDestroy() } },
  { kind: 'closed on accept', class: 'N or D', fault: { at: 'accept', act: (socket) => socket.end() } },
  {
    kind: 'not read',
    class: 'D',
    isSilent: true,
    fault: { at: 'upload', act: (socket) => socket.pause() },
  },
  {
    kind: 'idle socket closed',
    class: 'S',
    isQuiet: true,
    fault: writes((names) => healthyAnswer(names), 'close'),
  },
  {
    kind: 'idle socket reset',
    class: 'S',
    isQuiet: true,
    fault: writes((names) => healthyAnswer(names), 'reset'),
  },
  { kind: 'closed in the race', class: 'N or D', fault: writes((names) => healthyAnswer(names), 'close') },
  { kind: 'reset in the race', class: 'N or D', fault: writes((names) => healthyAnswer(names), 'reset') },
];

const answering: readonly Omit<FaultKind, 'phase'>[] = [
  { kind: 'closed after receipt', class: 'D', fault: { at: 'request', act: (socket) => socket.end() } },
  { kind: 'reset after receipt', class: 'D', fault: { at: 'request', act: (socket) => socket.resetAndDestroy() } },
  { kind: 'no answer', class: 'D', isSilent: true, fault: { at: 'request', act: () => undefined } },
  { kind: 'cut in headers', class: 'D', fault: writes(() => 'HTTP/1.1 200 OK\r\ncontent-le', 'close') },
  { kind: 'cut in body', class: 'D', fault: writes((names) => cut(names, 10), 'close') },
  { kind: 'reset in body', class: 'D', fault: writes((names) => cut(names, 10), 'reset') },
  { kind: 'last byte missing', class: 'D', fault: writes((names) => healthyAnswer(names).slice(0, -1), 'close') },
  { kind: 'cut in chunks', class: 'D', fault: writes((names) => chunked(names, ''), 'close') },
  { kind: 'stall in body', class: 'D', isSilent: true, fault: writes((names) => cut(names, 10)) },
  { kind: 'not HTTP', class: 'D', fault: writes(() => 'SSH-2.0-OpenSSH_9.9\r\n', 'close') },
  { kind: 'bad header', class: 'D', fault: writes(() => 'HTTP/1.1 200 OK\r\nbad header\0: 1\r\n\r\n', 'close') },
  {
    kind: 'headers of 20 KiB',
    class: 'D',
    fault: writes((names) => http(200, reportOf(names), { 'x-long': 'x'.repeat(20_000) })),
  },
  { kind: 'body of 9 MiB', class: 'D', fault: writes(() => http(200, body)) },
  { kind: 'flood of 103', class: 'S', fault: writes((names) => hints + healthyAnswer(names)) },
  { kind: '100, unasked', class: 'S', fault: writes((names) => unasked + healthyAnswer(names)) },
  { kind: 'flood of 100', class: 'S', fault: writes((names) => unasked.repeat(50) + healthyAnswer(names)) },
  { kind: 'chunks', class: 'S', fault: writes((names) => chunked(names, '0\r\n\r\n')) },
  ...Object.entries(packings).map(([coding, pack]): Omit<FaultKind, 'phase'> => ({
    kind: coding,
    class: 'S',
    fault: writes((names) => packed(pack(reportOf(names)), coding)),
  })),
  { kind: 'gzip in name only', class: 'D', fault: writes((names) => packed(Buffer.from(reportOf(names)), 'gzip')) },
  { kind: 'gzip bomb', class: 'D', fault: writes(() => packed(bomb, 'gzip')) },
  { kind: 'not UTF-8', class: 'D', fault: writes(() => 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n\xff\xfe') },
  { kind: 'junk after the answer', class: 'S', fault: writes((names) => `${healthyAnswer(names)}junk`, 'close') },
];

export const wireFaults: readonly FaultKind[] = [
  ...connecting.map((row) => ({ phase: 'connect', class: 'N', ...row }) as const),
  ...writing.map((row) => ({ phase: 'write', ...row }) as const),
  ...answering.map((row) => ({ phase: 'answer bytes', ...row }) as const),
];
