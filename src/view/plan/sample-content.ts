// Reads what people see of a sample's notification on a phone: texts, cards, and where a tap leads.

export interface SampleCard {
  readonly headline: string;
  readonly description: string;
}

export interface PlatformLink {
  /** Undefined if both platforms open the same link. */
  readonly platform: 'Android' | 'iOS' | undefined;
  readonly link: string;
}

const linkKinds = ['ins_dl_internal', 'ins_dl_external', 'ins_dl_url_scheme', 'ins_dl_json'];

export function readSampleText(value: unknown, key: string): string {
  const text = readEntry(value, key);
  return typeof text === 'string' ? text : '';
}

export function readCards(notification: unknown): SampleCard[] {
  const items = readEntry(readEntry(notification, 'advanced_push_payload'), 'advanced_push_items');
  if (!Array.isArray(items)) return [];
  return items.map((item) => ({
    headline: readSampleText(item, 'headline'),
    description: readSampleText(item, 'description'),
  }));
}

export function readLinks(notification: unknown): PlatformLink[] {
  const android = readLink(notification, 'android');
  const ios = readLink(notification, 'ios');
  if (android === ios) return android === '' ? [] : [{ platform: undefined, link: android }];
  return [
    ...(android === '' ? [] : [{ platform: 'Android', link: android } as const]),
    ...(ios === '' ? [] : [{ platform: 'iOS', link: ios } as const]),
  ];
}

function readLink(notification: unknown, platform: 'android' | 'ios'): string {
  return readFirstLink(readEntry(readEntry(notification, platform), 'deep_link'));
}

/** Returns an empty text if there is no link. */
export function readFirstLink(links: unknown): string {
  return linkKinds.map((kind) => readSampleText(links, kind)).find((link) => link !== '') ?? '';
}

export function readEntry(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
