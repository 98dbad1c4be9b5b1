// How requests get to a host, by the same rules for the vendor, sources and platforms of code.

/** Of this machine: nothing leaves it, so no certificate and no proxy is needed. `hostname` is as a URL has it. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/v.test(hostname);
}

export interface Proxies {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

/**
 * As curl does for https, which all is but for loopback: HTTP_PROXY alone is for http, an empty variable counts as unset, and a
 * proxy without a scheme is an http one. Empty where there is none, else undici would look for itself.
 */
export function proxiesIn(env: Readonly<Record<string, string | undefined>>): Proxies {
  const named = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'].map((name) => env[name] ?? '');
  const proxy = named.find((value) => value !== '') ?? '';
  const isWhole = proxy === '' || /^[a-z][a-z\d+.\-]*:\/\//iv.test(proxy);
  return {
    httpProxy: '',
    httpsProxy: isWhole ? proxy : `http://${proxy}`,
    noProxy: env['no_proxy'] ?? env['NO_PROXY'] ?? '',
  };
}
