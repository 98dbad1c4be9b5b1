// The server for one case of the fault matrix: it works until a fault is armed, which strikes once (or every time).
import { createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { makeAuthority, makeCredentials, type Authority, type Credentials } from './certificate.ts';
import { listen } from './listen.ts';
import { nameHost, type NameAnswer } from './named-hosts.ts';
import { http, wholeBody } from './raw-server.ts';

type Certificate = 'good' | 'expired' | 'of_another_host' | 'of_another_authority';

/**
 * The fault, by the place where it occurs. `names` are the people in the request that it strikes, and `target` is the person that
 * the fault was armed for.
 */
export type Fault =
  | { readonly at: 'lookup'; readonly answer: NameAnswer }
  | { readonly at: 'accept'; readonly act: (socket: Socket) => void }
  | { readonly at: 'handshake'; readonly certificate: Exclude<Certificate, 'good'> | 'silence' | 'plain_text' }
  | { readonly at: 'tunnel'; readonly act: (socket: Socket) => void }
  | { readonly at: 'upload'; readonly act: (socket: Socket) => void }
  | { readonly at: 'request'; readonly act: (socket: Socket, names: readonly string[], target: string) => void };

/** How the client connects: directly, with TLS to a host name, or through a proxy with CONNECT. */
export type Road = 'plain' | 'tls' | 'proxy';

interface Armed {
  readonly fault: Fault;
  /** A person. A fault of a request strikes the request that contains them. */
  readonly target: string;
  readonly isLasting: boolean;
  /** Returns whom the server sends to despite the fault. */
  readonly delivers: (names: readonly string[], target: string) => readonly string[];
}

export interface FaultServer extends AsyncDisposable {
  readonly endpoint: string;
  readonly env: Readonly<Record<string, string>>;
  /** One entry per push that went out, written before the answer. */
  readonly delivered: readonly string[];
  /** The people in what the fault struck. Empty if it struck before any name was sent. */
  readonly struck: ReadonlySet<string>;
  readonly strikes: () => number;
  arm(armed: Armed): void;
}

let authority: Authority | undefined;
const contexts = new Map<Certificate, tls.SecureContext>();

export async function startFaultServer(road: Road, isKeptAlive: boolean): Promise<FaultServer> {
  if (road !== 'plain') contextOf('good');
  let armed: Armed | undefined;
  let strikes = 0;
  const delivered: string[] = [];
  const struck = new Set<string>();

  function strike<At extends Fault['at']>(at: At): Extract<Fault, { at: At }> | undefined {
    if (armed?.fault.at !== at) return undefined;
    const { fault } = armed;
    strikes++;
    if (!armed.isLasting) armed = undefined;
    return fault as Extract<Fault, { at: At }>;
  }

  function serve(stream: Duplex, socket: Socket): void {
    let bytes = Buffer.alloc(0);
    stream.on('data', (data: Buffer) => {
      bytes = Buffer.concat([bytes, data]);
      const upload = strike('upload');
      if (upload !== undefined) {
        note(namesIn(bytes));
        upload.act(socket);
        stream.removeAllListeners('data');
        return;
      }
      const body = wholeBody(bytes);
      if (body === undefined) return;
      bytes = Buffer.alloc(0);
      answer(stream, socket, body);
    });
  }

  function answer(stream: Duplex, socket: Socket, body: string): void {
    const names = namesIn(body);
    const current = armed;
    const fault = current !== undefined && names.includes(current.target) ? strike('request') : undefined;
    if (fault !== undefined && current !== undefined) {
      note(names);
      delivered.push(...current.delivers(names, current.target));
      fault.act(socket, names, current.target);
      return;
    }
    delivered.push(...names);
    const isAsync = body.includes('"async":true');
    if (isKeptAlive) stream.write(healthyAnswer(names, { isAsync }));
    else stream.end(healthyAnswer(names, { isAsync, headers: { connection: 'close' } }));
  }

  function note(names: readonly string[]): void {
    for (const name of names) struck.add(name);
  }

  function secure(socket: Socket): void {
    const fault = strike('handshake');
    if (fault?.certificate === 'silence') return;
    if (fault?.certificate === 'plain_text') {
      socket.write(http(400, 'speak up'));
      return;
    }
    const secureContext = contextOf(fault?.certificate ?? 'good');
    const stream = new tls.TLSSocket(socket, { isServer: true, secureContext });
    stream.on('error', () => undefined);
    serve(stream, socket);
  }

  function tunnel(socket: Socket): void {
    socket.once('data', () => {
      const fault = strike('tunnel');
      if (fault !== undefined) return fault.act(socket);
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      secure(socket);
    });
  }

  const roads = { plain: (socket: Socket) => serve(socket, socket), tls: secure, proxy: tunnel };
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('end', () => socket.end());
    strike('accept')?.act(socket);
    if (!socket.destroyed) roads[road](socket);
  });
  const listening = await listen(server);
  const host = nameHost(() => strike('lookup')?.answer ?? { address: '127.0.0.1' });
  return {
    ...placeOf(road, host.name, listening.port),
    delivered,
    struck,
    strikes: () => strikes,
    arm: (given) => {
      armed = given;
    },
    async [Symbol.asyncDispose]() {
      host[Symbol.dispose]();
      await listening[Symbol.asyncDispose]();
    },
  };
}

function placeOf(road: Road, host: string, port: number): Pick<FaultServer, 'endpoint' | 'env'> {
  switch (road) {
    case 'plain':
      return { endpoint: `http://127.0.0.1:${port}`, env: {} };
    case 'tls':
      return { endpoint: `https://${host}:${port}`, env: {} };
    case 'proxy':
      return { endpoint: 'https://api.push.invalid', env: { HTTPS_PROXY: `http://${host}:${port}` } };
  }
}

interface AnswerOptions {
  readonly isAsync?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that everybody was sent to. */
export function healthyAnswer(names: readonly string[], { isAsync = false, headers }: AnswerOptions = {}): string {
  if (isAsync) return http(202, '{"message":"Async request accepted"}', headers);
  return http(200, reportOf(names), headers);
}

/** `refused` holds people by reason. Everybody else was sent to. */
export function reportOf(names: readonly string[], refused: Readonly<Record<string, readonly string[]>> = {}): string {
  const left = new Set(Object.values(refused).flat());
  const errors = Object.fromEntries(Object.entries(refused).map(([reason, some]) => [reason, entriesOf(some)]));
  return JSON.stringify({ successes: entriesOf(names.filter((name) => !left.has(name))), errors });
}

function entriesOf(names: readonly string[]): readonly unknown[] {
  return names.map((name) => ({ 'INSIDER.uuid': name }));
}

function namesIn(bytes: Buffer | string): readonly string[] {
  return [...bytes.toString('latin1').matchAll(/"INSIDER\.uuid":"(u\d+)"/g)].map(([, name = '']) => name);
}

/** Makes this process trust our authority. */
function contextOf(certificate: Certificate): tls.SecureContext {
  if (authority === undefined) {
    authority = makeAuthority('pushplan test authority');
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), authority.certificate]);
  }
  const context = contexts.get(certificate) ?? tls.createSecureContext(credentialsFor(certificate, authority));
  contexts.set(certificate, context);
  return context;
}

function credentialsFor(certificate: Certificate, trusted: Authority): Credentials {
  switch (certificate) {
    case 'good':
      return makeCredentials(trusted, '*.push.invalid');
    case 'expired':
      return makeCredentials(trusted, '*.push.invalid', [2020, 2021]);
    case 'of_another_host':
      return makeCredentials(trusted, '*.pull.invalid');
    case 'of_another_authority':
      return makeCredentials(makeAuthority('another authority'), '*.push.invalid');
  }
}
