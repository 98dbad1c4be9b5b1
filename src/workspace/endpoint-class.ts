// The class of an endpoint. A ledger belongs to one class, and what it knows about one tells nothing about another.
import { isLoopbackHost } from '../way-to-host.ts';
import type { Endpoint } from './settings.ts';

/** "sandbox", "loopback" (with any port) or the host, such as "mobile.useinsider.com". */
export type EndpointClass = string;

export function classifyEndpoint(endpoint: Endpoint): EndpointClass {
  if (endpoint.kind === 'sandbox') return 'sandbox';
  const { hostname } = new URL(endpoint.url);
  return isLoopbackHost(hostname) ? 'loopback' : hostname;
}

/** Whether the endpoint reaches real people. */
export function reachesPeople(endpoint: EndpointClass): boolean {
  return endpoint !== 'sandbox' && endpoint !== 'loopback';
}
