// Faults in the bytes of an answer, written to the socket directly so that no HTTP library corrects them.
import type { Socket } from 'node:net';
import type { SandboxAnswer } from './answers.ts';
import type { FaultKindOf } from './fault-kinds.ts';
import { headersOf } from './exchange.ts';

function headOf(answer: SandboxAnswer, framing: string): string {
  const lines = Object.entries(headersOf(answer)).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${answer.status} OK\r\n${lines.join('')}${framing}\r\n\r\n`;
}

function lengthOf(answer: SandboxAnswer): string {
  return `content-length: ${Buffer.byteLength(answer.body)}`;
}

function wholeOf(answer: SandboxAnswer): string {
  return `${headOf(answer, lengthOf(answer))}${answer.body}`;
}

function halfOf(answer: SandboxAnswer): string {
  return answer.body.slice(0, Math.floor(answer.body.length / 2));
}

/** Writes and closes, without waiting for the client to close its side. */
function finish(socket: Socket, text: string): void {
  socket.write(text);
  socket.destroySoon();
}

const keepOpen = (): void => undefined;

const breaks: Record<FaultKindOf<'wire'>, (socket: Socket, answer: SandboxAnswer) => void> = {
  'reset-before': (socket) => socket.resetAndDestroy(),
  'close-before': (socket) => finish(socket, ''),
  'reset-after': (socket) => socket.resetAndDestroy(),
  'close-after': (socket) => finish(socket, ''),
  'no-answer': keepOpen,
  'send-after-timeout': keepOpen,
  'cut-headers': (socket, answer) => finish(socket, headOf(answer, lengthOf(answer)).slice(0, 30)),
  'cut-body': (socket, answer) => finish(socket, headOf(answer, lengthOf(answer)) + halfOf(answer)),
  'cut-chunked': (socket, answer) => {
    const size = (Buffer.byteLength(answer.body) + 1).toString(16);
    finish(socket, `${headOf(answer, 'transfer-encoding: chunked')}${size}\r\n${halfOf(answer)}`);
  },
  'stall-body': (socket, answer) => {
    socket.write(headOf(answer, lengthOf(answer)) + halfOf(answer));
  },
  'not-http': (socket) => finish(socket, 'this is not the protocol that you are looking for\r\n\r\n'),
  'bad-header': (socket, answer) => finish(socket, headOf(answer, 'bad header\u0000: yes')),
  'huge-headers': (socket, answer) =>
    finish(socket, `${headOf(answer, `x-filler: ${'x'.repeat(65_536)}\r\n${lengthOf(answer)}`)}${answer.body}`),
  'many-1xx': (socket, answer) => finish(socket, `${'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(100)}${wholeOf(answer)}`),
  'bad-encoding': (socket, answer) =>
    finish(socket, `${headOf(answer, `content-encoding: gzip\r\n${lengthOf(answer)}`)}${answer.body}`),
  'junk-after': (socket, answer) => finish(socket, `${wholeOf(answer)}\u0000junk\u0000`),
};

/** `answer` is the true answer. */
export function breakAnswer(kind: FaultKindOf<'wire'>, socket: Socket, answer: SandboxAnswer): void {
  breaks[kind](socket, answer);
}

export function breakConnection(kind: FaultKindOf<'connection'>, socket: Socket): void {
  if (kind === 'reset-on-accept') socket.resetAndDestroy();
  else socket.destroy();
}

export function breakUpload(kind: FaultKindOf<'upload'>, socket: Socket): void {
  // A body that is not read stays in the socket, so nothing has to be done to stop reading.
  if (kind === 'reset-in-upload') socket.resetAndDestroy();
}
