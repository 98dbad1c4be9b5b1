// Rules for how a notification reaches the phone: time to live, silent notifications, and keys of the other platform.
import { countOf } from '../../numbers.ts';
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import { mapAt, valueAt } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { silentSpelling } from '../sent-form.ts';

/** In seconds. The vendor's sample has 1, and a public client has sent that to production. So it is allowed, but most likely not intended. */
export const shortestTtl = 60;
/** Four weeks, in seconds. Google keeps a notification no longer (FCM's documentation of time_to_live). */
export const longestTtl = 28 * 86_400;

export function checkTtl(yaml: ParsedYaml): readonly Diagnostic[] {
  const path = ['notification', 'ttl'];
  const ttl = valueAt(yaml.data, ...path);
  if (typeof ttl !== 'number' || ttl < 1 || (ttl >= shortestTtl && ttl <= longestTtl)) return [];
  if (ttl > longestTtl) {
    const long = `ttl is ${ttl} s, which is ${countOf(Math.floor(ttl / 86_400), 'day')}: the vendor waits for a phone for at most 28`;
    return [warningAt(yaml.locate(path), 'PP130', long, 'ttl counts seconds: 21600 is six hours, 86400 a day.')];
  }
  const message = `ttl is ${ttl} s: people whose phone is not reached within that time never see the notification`;
  return [warningAt(yaml.locate(path), 'PP130', message, 'ttl counts seconds: 21600 is six hours, 86400 a day.')];
}

/** Reports sound and badge in a silent notification. Title and message are required by the API, so a silent one has them too. */
export function checkSilent(yaml: ParsedYaml): readonly Diagnostic[] {
  const ios = mapAt(yaml.data, 'notification', 'ios');
  const silent = findSilent(yaml.data);
  if (silent === undefined) return [];
  return ['sound', 'badge']
    .filter((key) => Object.hasOwn(ios, key))
    .map((key) => {
      const message = `a silent notification (${silent}: true) with a ${key}`;
      return warningAt(
        yaml.locateKey(['notification', 'ios', key]),
        'PP137',
        message,
        `Leave out ${key} or ${silent}.`,
      );
    });
}

/** Returns the key that makes the notification silent; undefined if it is shown. */
export function findSilent(data: unknown): string | undefined {
  const ios = mapAt(data, 'notification', 'ios');
  return [silentSpelling.sent, silentSpelling.written].find((key) => ios[key] === true);
}

const foreignKeys = [
  {
    platform: 'android',
    other: 'ios',
    keys: ['thread-id', 'thread_id', 'badge', 'content-available', 'mutable-content'],
  },
  { platform: 'ios', other: 'android', keys: ['channel_id', 'channel-id'] },
] as const;

export function checkPlatformKeys(yaml: ParsedYaml): readonly Diagnostic[] {
  return foreignKeys.flatMap(({ platform, other, keys }) =>
    keys
      .filter((key) => Object.hasOwn(mapAt(yaml.data, 'notification', platform), key))
      .map((key) => {
        const at = yaml.locateKey(['notification', platform, key]);
        return errorAt(at, 'PP142', `${key} is a key of ${other}, not of ${platform}`, `Move it under ${other}.`);
      }),
  );
}
