// Reads a request within limits and writes its answer with the sandbox's mark, over node:http.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SandboxAnswer } from './answers.ts';

/** Far above twenty notifications of 4 KiB each, the limit of the push providers. */
const largestBody = 4 * 1024 * 1024;

/** A header of every answer, so that nobody mistakes the sandbox for production. */
export const mark = { 'x-pushplan-sandbox': '1' } as const;

/** The content type is the recorded one, even if the body is plain text. */
export function headersOf(answer: SandboxAnswer): Record<string, string> {
  const type = answer.status === 204 ? {} : { 'content-type': 'application/json; charset=UTF-8' };
  return { server: 'cloudflare', ...type, ...answer.headers, ...mark };
}

export type ReadBody =
  | { readonly kind: 'body'; readonly bytes: Buffer }
  | { readonly kind: 'too large' }
  /** The client closed the connection before its request was complete. */
  | { readonly kind: 'gone' };

export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // A body that is too large is still read to its end: a client that is still writing would not see the answer.
    for await (const chunk of request) {
      if (!Buffer.isBuffer(chunk)) continue;
      size += chunk.length;
      if (size <= largestBody) chunks.push(chunk);
    }
  } catch {
    return { kind: 'gone' };
  }
  return size > largestBody ? { kind: 'too large' } : { kind: 'body', bytes: Buffer.concat(chunks) };
}

export interface ParsedJson {
  readonly value: unknown;
}

/** Returns undefined if it is not JSON in UTF-8, or not declared as JSON. */
export function parseJson(contentType: string | undefined, bytes: Buffer): ParsedJson | undefined {
  if (!/^application\/json[\t ]*(?:;|$)/iu.test(contentType ?? '')) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}

export function writeAnswer(response: ServerResponse, answer: SandboxAnswer): void {
  if (response.destroyed || response.headersSent) return;
  const length = answer.status === 204 ? {} : { 'content-length': Buffer.byteLength(answer.body) };
  response.writeHead(answer.status, { ...headersOf(answer), ...length });
  response.end(answer.body);
}
