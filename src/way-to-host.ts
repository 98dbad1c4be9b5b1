// How requests get to a host, by the same rules for the vendor, sources and platforms of code.

/** Of this machine: nothing leaves it, so no certificate and no proxy is needed. `hostname` is as a URL has it. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/v.test(hostname);
}

type Variables = Readonly<Record<string, string | undefined>>;

export interface Proxies {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

/** Empty where there is none, else undici would look for itself. */
export function proxiesIn(env: Variables): Proxies {
  return { httpProxy: '', httpsProxy: findProxy(env)?.url ?? '', noProxy: env['no_proxy'] ?? env['NO_PROXY'] ?? '' };
}

/**
 * As curl does for https, which all is but for loopback: HTTP_PROXY alone is for http, an empty variable counts as unset, and a
 * proxy without a scheme is an http one.
 */
function findProxy(env: Variables): { readonly variable: string; readonly url: string } | undefined {
  const variable = proxyVariables.find((name) => (env[name] ?? '') !== '');
  if (variable === undefined) return undefined;
  const value = env[variable] ?? '';
  return { variable, url: /^[a-z][a-z\d+.\-]*:\/\//iv.test(value) ? value : `http://${value}` };
}

/** The first that is set counts. */
export const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] as const;

export interface UnsafeWay {
  /** A clause without the value of a variable: a proxy may have a password. */
  readonly what: string;
  readonly help: string;
}

/** Why nothing may be sent to a host that is not of this machine, as the environment is. Undefined where nothing is wrong. */
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
  // What does not decode would end the connection instead.
  const isWritten = !/%(?![\da-f]{2})/iv.test(username + password);
  return isWritten && ['http:', 'https:'].includes(protocol);
}
