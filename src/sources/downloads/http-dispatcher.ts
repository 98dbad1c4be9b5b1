// Opens the connection to a server that provides audiences: with the proxies and authorities of the environment, and only with a valid certificate.
import { Pool, type Dispatcher } from 'undici';
import { createProxyAgent } from '../../proxy-agent.ts';
import { isLoopbackHost, judgeWay } from '../../way-to-host.ts';
import { refuseSource, type NamedPlace } from '../source-refusal.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const connectTimeout = 10_000;

/** `silence` is the most milliseconds without a byte from the server. Throws a Refusal (exit 3) if the environment makes the connection unsafe. */
export function openHttp(source: NamedPlace, url: URL, env: Variables, silence: number): Dispatcher {
  const options = { connectTimeout, headersTimeout: silence, bodyTimeout: silence, allowH2: false };
  if (isLoopbackHost(url.hostname)) return new Pool(url.origin, options);
  const unsafe = judgeWay(env, url.host);
  if (unsafe !== undefined)
    throw refuseSource(source, { code: 'PP283', what: `is not asked while ${unsafe.what}`, help: unsafe.help });
  return createProxyAgent(env, options);
}
