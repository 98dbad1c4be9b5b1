// How requests reach a host: proxies and TLS, by the same rules for the vendor, sources and code platforms.

/** Whether the host is this machine: nothing leaves it, so it needs no certificate and no proxy. `hostname` is as in a URL. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/v.test(hostname);
}

type Variables = Readonly<Record<string, string | undefined>>;

export interface Proxies {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

/** Empty texts if there is no proxy; otherwise undici would read the environment itself. */
export function proxiesIn(env: Variables): Proxies {
  return { httpProxy: '', httpsProxy: findProxy(env)?.url ?? '', noProxy: env['no_proxy'] ?? env['NO_PROXY'] ?? '' };
}

/**
 * Finds the proxy as curl does for https, which every host but loopback uses: HTTP_PROXY is for http only, an empty variable counts
 * as unset, and a proxy without a scheme is an http proxy.
 */
function findProxy(env: Variables): { readonly variable: string; readonly url: string } | undefined {
  const variable = proxyVariables.find((name) => (env[name] ?? '') !== '');
  if (variable === undefined) return undefined;
  const value = env[variable] ?? '';
  return { variable, url: /^[a-z][a-z\d+.\-]*:\/\//iv.test(value) ? value : `http://${value}` };
}

/** The variables that name a proxy. The first that is set counts. */
export const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] as const;

export interface UnsafeWay {
  /** A clause without the value of a variable, since a proxy may contain a password. */
  readonly what: string;
  readonly help: string;
}

/** Says why, in this environment, nothing may be sent to a host outside of this machine. Undefined if it is safe. */
export function judgeWay(env: Variables, host: string): UnsafeWay | undefined {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    return {
      what: `NODE_TLS_REJECT_UNAUTHORIZED=0 lets anybody pose as ${host}`,
      help: 'Unset it. A certificate authority of your own is named with NODE_EXTRA_CA_CERTS.',
    };
  }
  const proxy = findProxy(env);
  if (proxy === undefined || isHttpProxy(proxy.url)) return undefined;
  return {
    what: `${proxy.variable} is not the address of an http proxy`,
    help: 'Expected http://HOST:PORT or https://HOST:PORT, with special characters of a password as %XX. For another kind, such as socks5, unset it: pushplan does not know those.',
  };
}

function isHttpProxy(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  // Invalid percent encoding would break the connection later.
  const isWritten = !/%(?![\da-f]{2})/iv.test(username + password);
  return isWritten && ['http:', 'https:'].includes(protocol);
}
