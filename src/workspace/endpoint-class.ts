// What kind of other side an endpoint is: a ledger belongs to one, and what it knows of one says nothing of another.
import { isLoopbackHost } from '../way-to-host.ts';
import type { Endpoint } from './settings.ts';

/** "sandbox", "loopback" (whatever the port) or the host, such as "mobile.useinsider.com". */
export type EndpointClass = string;

export function classifyEndpoint(endpoint: Endpoint): EndpointClass {
  if (endpoint.kind === 'sandbox') return 'sandbox';
  const { hostname } = new URL(endpoint.url);
  return isLoopbackHost(hostname) ? 'loopback' : hostname;
}

/** Whether real people are behind it. */
export function reachesPeople(endpoint: EndpointClass): boolean {
  return endpoint !== 'sandbox' && endpoint !== 'loopback';
}
