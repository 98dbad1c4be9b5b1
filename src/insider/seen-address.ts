// From which address the vendor sees this machine, asked of the vendor's own host: what has to be on the list of allowed ones. That
// there is such a path is an assumption, since it belongs to the network in front of the API; no third party is asked.
import { openConnection, type ConnectionOptions } from './connection.ts';

const tracePath = '/cdn-cgi/trace';

/** Undefined where the host does not say. Throws as openConnection does. */
export async function askSeenAddress(options: ConnectionOptions, signal: AbortSignal): Promise<string | undefined> {
  await using connection = openConnection(options);
  const answer = await connection.get(tracePath, signal);
  if (answer.kind !== 'replied' || answer.reply.status !== 200) return undefined;
  return /^ip=(?<address>[\d.:a-f]{2,45})$/mv.exec(answer.reply.text ?? '')?.groups?.['address'];
}
