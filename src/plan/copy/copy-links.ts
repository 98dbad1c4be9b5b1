// Compares where a tap leads on Android and on iOS. A campaign that sets a link for only one of them opens the start of the app on the other.
import type { CampaignNotification } from '../../generated/campaign.ts';
import { isTemplate } from '../../campaign/template-text.ts';
import type { Printed, PrintedText } from '../../message/fragments/printed.ts';

/** The result without looking at a row. `by_row` means that it depends on the row. */
export type Links = 'same' | 'different' | 'by_row' | 'android_only' | 'ios_only';

const prefixes = { android: 'notification.android.deep_link.', ios: 'notification.ios.deep_link.' };

export function compareLinks({ android, ios }: CampaignNotification): Links {
  const [onAndroid, onIos] = [linksOf(android?.deep_link), linksOf(ios?.deep_link)];
  if (onAndroid.size === 0 || onIos.size === 0) {
    if (onAndroid.size === onIos.size) return 'same';
    return onIos.size === 0 ? 'android_only' : 'ios_only';
  }
  const pairs = Array.from(onAndroid, ([key, text]) => [text, onIos.get(key) ?? ''] as const);
  const apart = pairs.filter(([text, other]) => text !== other);
  if (onAndroid.size === onIos.size && apart.length === 0) return 'same';
  // A fixed text and a template may still give the same link.
  const isTold = apart.some(([text, other]) => other === '' || !(isTemplate(text) || isTemplate(other)));
  return onAndroid.size !== onIos.size || isTold ? 'different' : 'by_row';
}

function linksOf(links: object = {}): ReadonlyMap<string, string> {
  return new Map(Object.entries(links).map(([key, text]) => [key, String(text)]));
}

/** For `by_row`: whether the links of this notification differ. */
export function differInRow({ texts }: Printed): boolean {
  const onIos = texts.filter(({ role }) => role === 'ios_link');
  return texts.some((text) => text.role === 'android_link' && text.text !== findTwin(text, onIos)?.text);
}

function findTwin({ field }: PrintedText, onIos: readonly PrintedText[]): PrintedText | undefined {
  const twin = prefixes.ios + field.slice(prefixes.android.length);
  return onIos.find((other) => other.field === twin);
}
