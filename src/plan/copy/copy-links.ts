// Where a tap leads on Android and on iOS: campaigns that set a link for one of them open the app's start on the other.
import type { CampaignNotification } from '../../generated/campaign.ts';
import { isTemplate } from '../../campaign/template-text.ts';
import type { Printed, PrintedText } from '../../message/fragments/printed.ts';

/** What can be told without looking at a row; `by_row` cannot. */
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
  // One that is written out and one that is not may still come out the same.
  const isTold = apart.some(([text, other]) => other === '' || !(isTemplate(text) || isTemplate(other)));
  return onAndroid.size !== onIos.size || isTold ? 'different' : 'by_row';
}

function linksOf(links: object = {}): ReadonlyMap<string, string> {
  return new Map(Object.entries(links).map(([key, text]) => [key, String(text)]));
}

/** For `by_row`: whether this notification's links differ. */
export function differInRow({ texts }: Printed): boolean {
  const onIos = texts.filter(({ role }) => role === 'ios_link');
  return texts.some((text) => text.role === 'android_link' && text.text !== findTwin(text, onIos)?.text);
}

function findTwin({ field }: PrintedText, onIos: readonly PrintedText[]): PrintedText | undefined {
  const twin = prefixes.ios + field.slice(prefixes.android.length);
  return onIos.find((other) => other.field === twin);
}
