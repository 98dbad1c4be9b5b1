// Notifications as a campaign renders them, for tests of delivery and of the client.

export interface PayloadOptions {
  readonly campId?: number;
  readonly title?: string;
  readonly message?: string;
}

export function payloadOf(identifiers: Readonly<Record<string, string>>, options: PayloadOptions = {}): string {
  const { campId = 1204, title = 'Sale', message = '30% off' } = options;
  return JSON.stringify({ identifiers, camp_id: campId, camp_name: 'Wishlist sale', title, message });
}

export function payloadTo(uuid: string, options: PayloadOptions = {}): string {
  return payloadOf({ 'INSIDER.uuid': uuid }, options);
}

export function payloadsTo(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => payloadTo(`u${index}`));
}
