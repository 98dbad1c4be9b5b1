// An answer that is JSON, and not what the platform's reference says.
import { exitCodes, refuse, type Refusal } from '../errors.ts';

export function garbled(platform: string, what: string): Refusal {
  return refuse(
    exitCodes.unexpected,
    'PP515',
    `${platform} answers without ${what}`,
    "Is the address of the API one of this platform's? Otherwise run it again later.",
  );
}
