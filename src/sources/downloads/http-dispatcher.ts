// How to reach a server that audiences come from: proxies and authorities as the environment says, and only with a valid certificate.
import { EnvHttpProxyAgent, Pool, type Dispatcher } from 'undici';
import { isLoopbackHost, proxiesIn } from '../../way-to-host.ts';
import { refuseSource, type NamedPlace } from '../source-refusal.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const connectTimeout = 10_000;

/** `silence` is how long the server may say nothing, in milliseconds. Throws a Refusal (exit 3) where the environment makes the way unsafe. */
export function openHttp(source: NamedPlace, url: URL, env: Variables, silence: number): Dispatcher {
  const options = { connectTimeout, headersTimeout: silence, bodyTimeout: silence, allowH2: false };
  if (isLoopbackHost(url.hostname)) return new Pool(url.origin, options);
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    throw refuseSource(source, {
      code: 'PP283',
      what: `is not asked while NODE_TLS_REJECT_UNAUTHORIZED=0 lets anybody pose as ${url.host}`,
      help: 'Unset it. A certificate authority of your own is named with NODE_EXTRA_CA_CERTS.',
    });
  }
  try {
    return new EnvHttpProxyAgent({ ...options, ...proxiesIn(env) });
  } catch {
    // Without a cause: its message would hold the proxy's password.
    throw refuseSource(source, {
      code: 'PP283',
      what: 'cannot be asked: the proxy in HTTPS_PROXY or ALL_PROXY is not a URL',
      help: 'Expected http://HOST:PORT or https://HOST:PORT.',
    });
  }
}
