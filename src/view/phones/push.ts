// Reads what a phone receives of a notification: texts, picture, cards, sound, and whether anything is shown at all.
import { readEntry, readFirstLink, readLinks, readSampleText, type PlatformLink } from '../plan/sample-content.ts';

export interface PushCard {
  readonly headline: string;
  readonly description: string;
  readonly image: string;
  /** The address that a tap on the card opens; empty if there is none. */
  readonly link: string;
}

export interface Push {
  readonly title: string;
  readonly message: string;
  readonly image: string;
  readonly cards: readonly PushCard[];
  /** Whether one card is shown at a time, or part of the next one too. */
  readonly cardStyle: 'slider' | 'carousel';
  readonly links: readonly PlatformLink[];
  /** iPhones show nothing and wake the app. Android phones ignore it. */
  readonly isSilent: boolean;
  /** Empty for the default sound of the system. */
  readonly sound: { readonly ios: string; readonly android: string };
  readonly badge: number | undefined;
}

/** `notification` is the API's object. */
export function readPush(notification: unknown): Push {
  const ios = readEntry(notification, 'ios');
  const advanced = readEntry(notification, 'advanced_push_payload');
  const items = readEntry(advanced, 'advanced_push_items');
  const badge = readEntry(ios, 'badge');
  return {
    title: readSampleText(notification, 'title'),
    message: readSampleText(notification, 'message'),
    image: readSampleText(notification, 'image_url'),
    cards: Array.isArray(items) ? items.map(readCard) : [],
    cardStyle: readEntry(advanced, 'advanced_push_type') === 'slider' ? 'slider' : 'carousel',
    links: readLinks(notification),
    isSilent: readEntry(ios, 'content-available') === true,
    sound: { ios: readSampleText(ios, 'sound'), android: readSampleText(readEntry(notification, 'android'), 'sound') },
    badge: typeof badge === 'number' ? badge : undefined,
  };
}

function readCard(item: unknown): PushCard {
  return {
    headline: readSampleText(item, 'headline'),
    description: readSampleText(item, 'description'),
    image: readSampleText(item, 'image_url'),
    link: readFirstLink(readEntry(item, 'deep_links')),
  };
}
