// Speaks HTTP to a sandbox without our own client, as a third party would.
import { connect, type Socket } from 'node:net';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { tryParseJson } from '../../src/try-parse-json.ts';

export const sendPath = '/api/v2/notification/user';
export const noLatency = { sent: 0, none: 0, jitter: 0 };

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined if it is not JSON. */
  readonly json: unknown;
}

function bytesOf(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return typeof body === 'string' ? body : JSON.stringify(body);
}

export async function post(
  sandbox: Sandbox,
  body: unknown,
  path: string = sendPath,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await fetch(sandbox.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/json', ...headers },
    body: bytesOf(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: tryParseJson(text) };
}

/** A notification that passes every rule, for one e-mail address. */
export function aNotification(email = 'ada@example.com', changes: Record<string, unknown> = {}) {
  const texts = { camp_id: 1, camp_name: 'Sale', title: 'Hello', message: 'Half price' };
  return { identifiers: { 'INSIDER.email': email }, ...texts, ...changes };
}

/** A request body that passes every rule. */
export function aBody(notifications: unknown = [aNotification()], changes: Record<string, unknown> = {}) {
  return { api_key: 'key', notifications, report_attributes: ['INSIDER.email'], ...changes };
}

/** The bytes of a POST request, written by hand. */
export function rawPost(body: unknown): string {
  const text = JSON.stringify(body);
  const head = `POST ${sendPath} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\ncontent-type: application/json`;
  return `${head}\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

export class RawConnection implements Disposable {
  readonly #socket: Socket;
  /** Everything that was received so far. */
  received = '';
  /** `closed` by an orderly end, `reset` by an error. */
  end: 'open' | 'closed' | 'reset' = 'open';
  readonly ended: Promise<void>;

  constructor(port: number, bytes: string | Uint8Array) {
    this.#socket = connect({ port, host: '127.0.0.1' });
    this.#socket.on('data', (chunk: Buffer) => {
      this.received += chunk.toString('latin1');
    });
    this.ended = new Promise((resolve) => {
      this.#socket.on('error', () => {
        this.end = 'reset';
      });
      this.#socket.on('close', () => {
        if (this.end === 'open') this.end = 'closed';
        resolve();
      });
    });
    this.#socket.write(bytes);
  }

  /** Ends the sending side of the connection. */
  finish(): void {
    this.#socket.end();
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }
}
