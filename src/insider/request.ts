// The body of a sending request, as text. The API key is added here, in the last function before the wire.
import { isRecord, readIdentifiers } from '../delivery/identity.ts';
import type { SendRequest } from '../delivery/sender.ts';

export const sendPath = '/api/v2/notification/user';

/** Payloads go in byte for byte. */
export function writeRequestBody(request: SendRequest, apiKey: string): string {
  const attributes = [...new Set([...request.reportAttributes, ...identifiersInUse(request.payloads)])];
  const members = [
    `"api_key":${JSON.stringify(apiKey)}`,
    `"notifications":[${request.payloads.join(',')}]`,
    `"report_attributes":${JSON.stringify(attributes)}`,
    ...(request.async ? ['"async":true'] : []),
  ];
  return `{${members.join(',')}}`;
}

/** As attributes: without them a success names a device only, and nobody could tell whose it is. */
function identifiersInUse(payloads: readonly string[]): readonly string[] {
  const names = payloads.flatMap((payload) => namesOf(readIdentifiers(payload)));
  return [...new Set(names)].toSorted();
}

function namesOf(identifiers: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(identifiers).flatMap(([name, value]) => {
    const attribute = name.startsWith('INSIDER.') ? name : `INSIDER.${name}`;
    return isRecord(value) ? Object.keys(value).map((key) => `${attribute}.${key}`) : [attribute];
  });
}
