// Decides whether requests, which carry the key and the recipients, may go to an endpoint.
import { findNearest } from '../campaign/find-nearest.ts';
import { isLoopbackHost } from '../way-to-host.ts';

/** The API's host (vendor's page). */
const vendorHost = 'mobile.useinsider.com';

export type EndpointJudgement =
  | { readonly kind: 'allowed'; readonly url: string }
  | { readonly kind: 'refused'; readonly message: string; readonly help: string };

/** Judges an endpoint. Messages name at most the host, since an address may contain a password. */
export function judgeEndpoint(written: string, allowedHosts: readonly string[]): EndpointJudgement {
  if (!URL.canParse(written)) {
    const help = isMeantAsSandbox(written) ? 'Did you mean sandbox?' : `Write https://${vendorHost}`;
    return refused('the endpoint is not an address', help);
  }
  const url = new URL(written);
  if (url.username !== '' || url.password !== '' || written.includes('@')) {
    return refused('the endpoint holds a user name or password', 'Leave it out; the key comes from api_key_env.');
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return refused('the endpoint has more than scheme and host', `Leave out what follows the host: ${url.origin}`);
  }
  // Some spellings are not what they look like: the URL parser accepts them but writes them differently (0x7f.1, full-width letters, tabs, %2e,
  // backslashes).
  if (!spellingsOf(url).includes(written.toLowerCase())) {
    return refused(`the endpoint is not written as it is read (${url.host})`, `Write it plainly: ${url.origin}`);
  }
  return judgeHost(url, allowedHosts);
}

/** Whether the text is a misspelt "sandbox". */
export function isMeantAsSandbox(written: string): boolean {
  return findNearest(written, ['sandbox']) !== undefined;
}

function judgeHost(url: URL, allowedHosts: readonly string[]): EndpointJudgement {
  const isLoopback = isLoopbackHost(url.hostname);
  const isListed = allowedHosts.some((host) => host.toLowerCase() === url.hostname);
  if (!isLoopback && !isListed && url.hostname !== vendorHost) {
    return refused(
      `the endpoint's host is ${url.hostname}, not ${vendorHost}`,
      'If you run this host yourself, list it under allowed_hosts.',
    );
  }
  if (url.protocol !== 'https:' && !isLoopback) {
    return refused(`the endpoint is ${url.protocol}//, not https://`, `Write https://${url.host}`);
  }
  if (url.port !== '' && url.hostname === vendorHost) {
    return refused(`the endpoint has the port ${url.port}`, `Leave the port out: https://${vendorHost}`);
  }
  return { kind: 'allowed', url: url.origin };
}

function spellingsOf({ origin, protocol, hostname, port }: URL): readonly string[] {
  const defaultPort = protocol === 'https:' ? '443' : '80';
  const spellings = port === '' ? [origin, `${protocol}//${hostname}:${defaultPort}`] : [origin];
  return spellings.flatMap((spelling) => [spelling, `${spelling}/`]);
}

/** Whether it is the vendor's address, even if it is written in a way that is not allowed. */
export function isVendor(written: string): boolean {
  return URL.canParse(written) && new URL(written).hostname === vendorHost;
}

function refused(message: string, help: string): EndpointJudgement {
  return { kind: 'refused', message, help };
}
