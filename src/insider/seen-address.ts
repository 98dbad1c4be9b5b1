// Finds the address from which the vendor sees this machine, for the account's allow-list, by asking the vendor's own host. It is an
// assumption that this path exists, since it belongs to the network in front of the API. No third party is asked.
import { openConnection, type ConnectionOptions } from './connection.ts';

const tracePath = '/cdn-cgi/trace';

/** Returns undefined if the host does not say. Throws as openConnection does. */
export async function askSeenAddress(options: ConnectionOptions, signal: AbortSignal): Promise<string | undefined> {
  await using connection = openConnection(options);
  const answer = await connection.get(tracePath, signal);
  if (answer.kind !== 'replied' || answer.reply.status !== 200) return undefined;
  return /^ip=(?<address>[\d.:a-f]{2,45})$/mv.exec(answer.reply.text ?? '')?.groups?.['address'];
}
