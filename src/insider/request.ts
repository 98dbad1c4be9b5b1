// Writes the body of a sending request. The API key is added here, in the last function before the network.
import type { Outgoing, SendRequest } from '../delivery/sender.ts';
import { identityName } from './identity.ts';

export const sendPath = '/api/v2/notification/user';

const comma = Buffer.from(',');

/** Payloads are copied byte for byte. */
export function writeRequestBody({ notifications, terms }: SendRequest, apiKey: string): Buffer {
  const attributes = [...new Set([...terms.reportAttributes, ...attributesInUse(notifications)])];
  const head = `{"api_key":${JSON.stringify(apiKey)},"notifications":[`;
  const tail = `],"report_attributes":${JSON.stringify(attributes)}${terms.async ? ',"async":true' : ''}}`;
  const payloads = notifications.flatMap(({ payload }, index) => (index === 0 ? [payload] : [comma, payload]));
  return Buffer.concat([Buffer.from(head), ...payloads, Buffer.from(tail)]);
}

/** Returns the identifiers as attributes to report: without them, a success names only a device and cannot be matched to a person. */
function attributesInUse(notifications: readonly Outgoing[]): readonly string[] {
  const names = new Set<string>();
  for (const { identities } of notifications) for (const identity of identities) names.add(identityName(identity));
  return [...names].toSorted().map((name) => `INSIDER.${name}`);
}
