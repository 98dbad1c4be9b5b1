// The refusal of an answer that is JSON, but not what the platform's reference describes.
import { exitCodes, refuse, type Refusal } from '../errors.ts';

export function garbled(platform: string, what: string): Refusal {
  return refuse(
    exitCodes.unexpected,
    'PP515',
    `${platform} answers without ${what}`,
    "Is the address of the API one of this platform's? Otherwise run it again later.",
  );
}
