// Generated from schema/ by `npm run generate`, do not edit.

/**
 * The API's own object for one recipient, as it is sent in `notifications`: everything rendered, every value of its type. Each is checked against this before it may be sent. The constraints stand on the single values, so that each can be checked on its own.
 */
export interface Notification {
  identifiers: NotificationIdentifiers;
  /**
   * The number of the campaign in the vendor's reports and Message Center; greater than 0.
   */
  camp_id: number;
  /**
   * The name of the campaign in the vendor's reports.
   */
  camp_name: string;
  /**
   * The first line of the notification.
   */
  title: string;
  /**
   * The text of the notification.
   */
  message: string;
  /**
   * The address of the picture.
   */
  image_url?: string;
  /**
   * How long the notification is kept for a phone that cannot be reached, in seconds.
   */
  ttl?: number;
  /**
   * Whether the vendor is asked to look at the opt-in of the person.
   */
  check_optin?: boolean;
  /**
   * Whether the account's Global Frequency Cap applies.
   */
  GFC_enabled?: boolean;
  /**
   * false: to all devices of the person; true: to the one used last. Not documented by the vendor.
   */
  send_single_user?: boolean;
  advanced_push_payload?: NotificationAdvancedPayload;
  android?: NotificationAndroid;
  ios?: NotificationIos;
}
/**
 * How the vendor finds the person: at least one identifier, in the API's spelling.
 */
export interface NotificationIdentifiers {
  /**
   * The person's e-mail address.
   */
  'INSIDER.email'?: string;
  /**
   * The person's phone number with + and country code.
   */
  'INSIDER.phone_number'?: string;
  /**
   * The person's id in the app, as text.
   */
  'INSIDER.uuid'?: string;
  /**
   * Identifiers of the account's own, by name.
   */
  'INSIDER.custom'?: {
    /**
     * An identifier of the account's own.
     *
     * This interface was referenced by `undefined`'s JSON-Schema definition
     * via the `patternProperty` "^[A-Za-z0-9_.-]+$".
     */
    [k: string]: string;
  };
}
/**
 * A carousel or a slider of 1 to 20 cards.
 */
export interface NotificationAdvancedPayload {
  /**
   * carousel: several cards side by side. slider: one card at a time.
   */
  advanced_push_type: 'carousel' | 'slider';
  /**
   * The cards, 1 to 20. The vendor names 3 to 6.
   *
   * @minItems 1
   * @maxItems 20
   */
  advanced_push_items: NotificationItem[];
}
/**
 * One card of the carousel or slider.
 */
export interface NotificationItem {
  /**
   * The card's number.
   */
  id: number;
  /**
   * The card's first line.
   */
  headline: string;
  /**
   * The card's second line.
   */
  description: string;
  /**
   * The address of the card's picture, https.
   */
  image_url: string;
  deep_links?: NotificationDeepLink;
}
/**
 * Where a tap leads: one of the four kinds, or keys that the app understands, never aps. Called deep_links in a card, deep_link elsewhere.
 */
export interface NotificationDeepLink {
  /**
   * A page that opens inside the app.
   */
  ins_dl_internal?: string;
  /**
   * A page that opens in the phone's browser.
   */
  ins_dl_external?: string;
  /**
   * A link with the scheme of an app.
   */
  ins_dl_url_scheme?: string;
  /**
   * JSON for the app, as text.
   */
  ins_dl_json?: string;
  /**
   * A key and value that the app understands.
   *
   * This interface was referenced by `NotificationDeepLink`'s JSON-Schema definition
   * via the `patternProperty` "^(?!aps$|ins_dl_).+$".
   */
  [k: string]: string | undefined;
}
/**
 * What only Android phones look at.
 */
export interface NotificationAndroid {
  /**
   * The number of the Android notification channel; greater than 0.
   */
  channel_id?: number;
  /**
   * The name of a sound file that is part of the app.
   */
  sound?: string;
  deep_link?: NotificationDeepLink;
}
/**
 * What only iPhones look at.
 */
export interface NotificationIos {
  /**
   * Notifications with the same number are shown as one group.
   */
  'thread-id'?: number;
  /**
   * The number on the app's icon; 0 takes it away.
   */
  badge?: number;
  /**
   * true: silent, nothing is shown.
   */
  'content-available'?: boolean;
  /**
   * true: the app may change the notification before it is shown.
   */
  'mutable-content'?: boolean;
  /**
   * The name of a sound file that is part of the app.
   */
  sound?: string;
  deep_link?: NotificationDeepLink;
}
