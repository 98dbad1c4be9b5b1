// Generated from schema/ by `npm run generate`, do not edit.

/**
 * The cards. Either a plain list of 3 to 6 cards, the same for everybody but for templates in them; or one card made from each entry of a list column of the recipient (`each` and `item`).
 *
 * @minItems 3
 * @maxItems 6
 */
export type AdvancedPushItems =
  | AdvancedPushItem[]
  | {
      /**
       * The column that holds the list. In csv and tsv it must be declared as json in `audience.columns`.
       */
      each: string;
      /**
       * The most cards, 3 to 6; entries beyond it are left out. Default: 6, the API's limit.
       */
      max?: number;
      /**
       * What to do for a recipient with fewer than 3 entries, which the API does not take. plain (the default): send the notification without cards. skip: leave the recipient out, counted as short.
       */
      short?: 'plain' | 'skip';
      item: AdvancedPushItem;
    };

/**
 * One campaign: who gets it (audience), what they get (notification), and the limits within which it may be sent. Check it with `pushplan validate`, look at it with `pushplan render` and `pushplan plan`, send it with `pushplan apply`.
 */
export interface CampaignFile {
  /**
   * The version of this file's format. Always 1.
   */
  version: 1;
  /**
   * The campaign's name in the ledger, which remembers under it who has been sent to: lower case letters, digits, dot, - and _. Never rename it and never use it again for something else. A new id is a new campaign, and everybody is sent to once more.
   */
  id: string;
  /**
   * The team or person to ask about this campaign. Shown in plans; it changes nothing else.
   */
  owner?: string;
  /**
   * Words to sort campaigns by. They are not sent.
   *
   * Items: One word to sort by.
   */
  tags?: string[];
  audience: Audience;
  /**
   * What makes a notification "the same one", as a template: per campaign id, nobody gets two notifications with the same key. The first row of a key wins, later ones count as duplicates. Default: all identifiers of the recipient, so each person gets this campaign once. For messages that come more than once, add what they are about, for example the order and its status. A key whose value changes from file to file (a date, a price) sends to everybody again.
   */
  key?: string;
  /**
   * What happens to a recipient who was sent to before. `never` (the default): nothing, even if the text has changed since. `on_change`: sent to again if what they would get now differs in any character from what they got. With `on_change`, correcting a comma sends to everybody again: look at the plan's `resend` count.
   */
  resend?: 'never' | 'on_change';
  /**
   * How many rows of the audience may be invalid (a missing identifier, a price that is no number): a count, or a share of all rows with a percent sign. Invalid rows are left out and listed by row number; above this limit nothing is sent at all. Default: the workspace's `policy.max_invalid`, which it may tighten but not loosen.
   */
  max_invalid?: number | string;
  /**
   * What to do when nobody can tell whether a request arrived. `at_most_once` (the default): never send it again by itself; these recipients are in doubt until the Message Center or `pushplan resolve` settles it. `at_least_once`: send it again; some people may get it twice, which the result counts as `maybe_twice`. Use that only where missing a message is worse than getting two; the workspace's `policy.forbid` may not allow it.
   */
  guarantee?: 'at_most_once' | 'at_least_once';
  /**
   * Who goes first. `high`: sent before the campaigns of normal priority that are applied with it; where workers send several runs at a time, they take three of four chunks from campaigns of high priority for as long as there are any, and one from the others, which never wait for ever. `normal` (the default): in line. It changes nothing of what is sent.
   */
  priority?: 'high' | 'normal';
  /**
   * The most people that one apply of this campaign may send to; a plan above it refuses itself. Set it a little above what you expect. Default: the workspace's `policy.max_recipients`, which it may tighten but not loosen.
   */
  max_recipients?: number;
  /**
   * How many times as many recipients as in its last run this campaign may have; the policy's limit holds as well. Not looked at in the first run.
   */
  max_growth?: string;
  /**
   * Says that so many recipients are meant: needed above the policy's broadcast_above.
   */
  broadcast?: boolean;
  fail_on?: FailOn;
  abort_if?: AbortIf;
  /**
   * true: the vendor queues each request and answers at once, without saying who was refused. Faster, but opted-out and unknown people then count as accepted too. Default: false.
   */
  async?: boolean;
  notification: CampaignNotification;
  /**
   * What the API returns about each person that it sent to. Kept only by `apply --report FILE`, nowhere else. Much of it is personal data: ask for the least that you need. The identifiers in use are always added, because answers could not be matched to people without them.
   *
   * Items: One attribute: INSIDER. and age, app_version, birthday, carrier, device_language, device_token, email, email_optin, environment, gender, idfa, insider_id, language, last_ip, location_enabled, location_optin, model, name, os_version, package_name, phone_number, platform, push_enabled, push_optin, screen_height, screen_width, sdk_version, sms_optin, surname, timezone, udid, uuid or custom.NAME.
   */
  report_attributes?: string[];
}
/**
 * Who the campaign is for: a data file with one recipient per row, and which of its rows are meant.
 */
export interface Audience {
  /**
   * The data file, relative to the workspace and inside of it: .csv, .tsv, .ndjson or .json, each also with .gz at the end. UTF-8; csv and tsv with a header line. A damaged file (a row with too many fields, a header twice, another encoding) is refused as a whole.
   */
  file: string;
  /**
   * The types of columns. A column that is not listed is text in csv and tsv, and keeps its JSON type in ndjson and json. List a column here to compare or format it as a number, to reach into a list (`json`), or to say in which zone its times are written (`date`). Leave ids and phone numbers as text, or 00123 becomes 123. A value that does not fit its type makes the row invalid.
   */
  columns?: {
    /**
     * string: text (the default). number: such as 9.99, with a dot. integer: such as 3. boolean: true or false, also written 1 or 0, yes or no, t or f, y or n, in any case. json: a list or an object, for `each` and for paths such as `items.[0].price`. date: a day or a time, such as 2026-03-01 or 2026-03-01 22:30:00 UTC. `{ type: date, zone: Europe/Istanbul }` says in which zone times without an offset are written.
     */
    [k: string]:
      | string
      | {
          /**
           * date: a day or a time, as exports of warehouses write it: 2026-03-01, 2026-03-01 22:30:00, 2026-03-01T22:30:00Z, 2026-03-01 22:30:00.123 UTC, +03, +0300. It is printed as ISO 8601, and `{{date}}` writes it for people.
           */
          type: 'date';
          /**
           * The time zone (a name of IANA) in which times without an offset are written; those with one stay what they are. Needed where `{{date}}` shows the column in a zone. A time that a change of clocks skips is taken as much later as it skips; of a time that comes twice, the first is meant.
           */
          zone?: string;
        };
  };
  /**
   * Which rows are meant: column by column, the value that it must have, a list of values of which any will do, or a map of conditions (`not`, `gt`, `gte`, `lt`, `lte`). All columns must match. Values are compared as text, exactly, upper and lower case too; only letters that Unicode writes in two ways are the same. An empty cell is the empty text. The other rows count as filtered. Without it, all rows are meant.
   */
  where?: {
    /**
     * The value that the column must have, a list of values, or a map of conditions that must all hold. Compared as text: true matches a column that reads true, but not one that reads TRUE or 1.
     *
     * @minItems 1
     */
    [k: string]:
      | string
      | number
      | boolean
      | (string | number | boolean)[]
      | {
          /**
           * The value that the column must not have, or a list of values of which it must have none. Compared as text. An empty cell has none of them.
           *
           * @minItems 1
           */
          not?: string | number | boolean | (string | number | boolean)[];
          /**
           * The value must be greater, a date later. For columns that `columns` declares as number, integer or date. A date is written as in the data: 2027-01-31, or 2027-01-31 22:30:00 +0300; a day is compared as its midnight. A row with an empty cell is filtered, one whose cell is of another type is invalid.
           */
          gt?: number | string;
          /**
           * The value must be as great or greater, otherwise as `gt`.
           */
          gte?: number | string;
          /**
           * The value must be less, a date earlier, otherwise as `gt`.
           */
          lt?: number | string;
          /**
           * The value must be as great or less, otherwise as `gt`.
           */
          lte?: number | string;
        };
  };
  /**
   * Columns that hold nothing about a person, such as a product, its price or a shop. Samples in plans, comments and `render --write` show them as they are, and stand-ins of the same shape for all others. A column that an identifier is made of cannot be public.
   *
   * Items: One column to show as it is.
   */
  public?: string[];
  /**
   * How old the file may be when it is sent to: since its last commit, or since it was last written where it is not in git. The policy's limit holds as well.
   */
  max_age?: string;
}
/**
 * When a finished apply ends with exit code 6, so that CI turns red. It stops nothing and changes nothing about who is sent to. What is written here replaces the default whole: from 20 settled on, all rejected, or half or more refused for one reason. `{ refused: 100% }` alone: never.
 */
export interface FailOn {
  /**
   * More refused recipients than this (opted out, unknown, app removed and the like): a count, or a share of what was planned with a percent sign. Some are always refused; a share much above the usual one means a wrong audience.
   */
  refused?: number | string;
  /**
   * More notifications than this that the API would not take at all: a count, or a share of what was planned with a percent sign. 0 is a good value: one that is rejected is a defect in the campaign or its data.
   */
  rejected?: number | string;
}
/**
 * When a run stops by itself while it goes on: more of one kind than this among those of the campaign that are settled so far, looked at from the first 200 on. What was sent stays sent; the run ends with exit code 8, and `pushplan resume` sends the rest. Default: never. The workspace's `policy.abort_if` holds besides.
 */
export interface AbortIf {
  /**
   * More refused recipients than this, for whatever reason: a count, or a share of those settled so far with a percent sign.
   */
  refused?: number | string;
  /**
   * More notifications than this that the API would not take at all: a count, or a share of those settled so far with a percent sign.
   */
  rejected?: number | string;
  /**
   * More people than this who have opted out: a count, or a share of those settled so far with a percent sign. A share much above the usual one means a wrong audience.
   */
  OptOut?: number | string;
  /**
   * More people than this whom the vendor does not know: a count, or a share of those settled so far with a percent sign. Many of them mean identifiers of the wrong kind.
   */
  NoUserFound?: number | string;
  /**
   * More people than this whose app is gone: a count, or a share of those settled so far with a percent sign.
   */
  Unregistered?: number | string;
  /**
   * More people than this who could not be reached because of the push certificate: a count, or a share of those settled so far with a percent sign. A handful already means a certificate that is wrong.
   */
  InvalidCertificate?: number | string;
  /**
   * More people than this who have had enough pushes by the account's Global Frequency Cap: a count, or a share of those settled so far with a percent sign.
   */
  UserGloballyCapped?: number | string;
  /**
   * More people than this who have had enough in-app messages by the account's Global Frequency Cap: a count, or a share of those settled so far with a percent sign.
   */
  UserGloballyCappedForInapp?: number | string;
}
/**
 * What each recipient gets: the API's own notification object, in the API's own names. Any value may be a template over the recipient's columns, such as "{{first_name}}"; put quotes around it. Where the API wants a number or true/false, the template must come out as one, or the row is invalid. Nothing is added that is not written here.
 */
export interface CampaignNotification {
  identifiers: CampaignIdentifiers;
  /**
   * The number of this campaign in the vendor's reports and Message Center, greater than 0. You choose it; give each campaign its own, and keep it. Two campaigns with one number are mixed up in reports, and in settling doubt.
   */
  camp_id: number | string;
  /**
   * The name of this campaign in the vendor's reports. Recipients do not see it.
   */
  camp_name: string;
  /**
   * The first line of the notification. The API sets no limit, phones do: after about 40 characters on a lock screen the rest is cut off.
   */
  title: string;
  /**
   * The text of the notification. The API sets no limit, phones do: about 110 to 150 characters can be read without opening it.
   */
  message: string;
  /**
   * The address of the picture, https. The vendor's page calls it required, older ones do not: leaving it out is only a warning, except with `advanced_push_payload`.
   */
  image_url?: string;
  /**
   * How long the notification is kept for a phone that cannot be reached, in SECONDS; then it expires unseen. 21600 is six hours, 86400 a day. The vendor's sample says 1, which loses it for everybody whose phone is asleep: below 60 is an error.
   */
  ttl?: number | string;
  /**
   * true asks the vendor to look at the opt-in of the person. The vendor's pages disagree about what else it does, so do not rely on it to protect people who opted out: filter the audience.
   */
  check_optin?: boolean | string;
  /**
   * true applies your account's Global Frequency Cap: who has had enough pushes is refused as UserGloballyCapped, and each send counts towards the cap. Vendor's default: false. What a send with false does to the count, the vendor's pages tell differently.
   */
  GFC_enabled?: boolean | string;
  /**
   * false sends to all devices of the person, up to 20; true, or nothing, to the one used last. Not documented, only seen in the vendor's samples: try it on your own phones first.
   */
  send_single_user?: boolean | string;
  advanced_push_payload?: AdvancedPushPayload;
  android?: AndroidOptions;
  ios?: IosOptions;
}
/**
 * How the vendor finds the person. One is enough and best, the strongest that you have; with several, the default key is made of all of them. Sent with the prefix INSIDER. (email becomes INSIDER.email). One that comes out empty is left out; a row where all are empty is invalid.
 */
export interface CampaignIdentifiers {
  /**
   * The person's e-mail address.
   */
  email?: string;
  /**
   * The person's phone number with + and country code, such as +15550100. Spreadsheets like to drop the + or the leading zeros: look at the column before you send.
   */
  phone_number?: string;
  /**
   * The person's id in your app, exactly as the app tells it to the vendor's SDK. Text, even if it looks like a number: 00123 and 123 are two people.
   */
  uuid?: string;
  /**
   * An identifier of your own, as it is set up in your account, written custom.NAME. One that is not set up there finds nobody.
   *
   * This interface was referenced by `CampaignIdentifiers`'s JSON-Schema definition
   * via the `patternProperty` "^custom\.[A-Za-z0-9_.-]+$".
   *
   * The same identifiers in the API's long spelling. The short one (email, phone_number, uuid, custom.NAME) means the same.
   *
   * This interface was referenced by `CampaignIdentifiers`'s JSON-Schema definition
   * via the `patternProperty` "^INSIDER\.(email|phone_number|uuid|custom\.[A-Za-z0-9_.-]+)$".
   */
  [k: string]: string | undefined;
}
/**
 * Makes the notification a carousel or a slider of 3 to 6 cards, each with picture, text and link. `image_url` of the notification is then required, for phones that show only one picture.
 */
export interface AdvancedPushPayload {
  /**
   * carousel: several cards side by side. slider: one card at a time. In lower case. (The API's bulk endpoint calls this preferred_type; here that key does not exist.)
   */
  advanced_push_type: string;
  advanced_push_items: AdvancedPushItems;
}
/**
 * One card. Under `each`, its templates see the entry of the list: {{name}} is the entry's name, {{../language}} the recipient's column, {{@number}} counts the cards from 1.
 */
export interface AdvancedPushItem {
  /**
   * The card's number, 1 for the first. Under `each` write "{{@number}}".
   */
  id: number | string;
  /**
   * The card's first line. Keep it short: a card is narrow.
   */
  headline: string;
  /**
   * The card's second line, such as a price.
   */
  description: string;
  /**
   * The address of the card's picture; it must be https.
   */
  image_url: string;
  /**
   * Where a tap on this card leads. Called deep_links here, but deep_link under android and ios: these are the API's names. The same four kinds, or keys of your own that the app understands; aps is not allowed.
   */
  deep_links?: {
    /**
     * A page that opens inside the app. It must be https.
     */
    ins_dl_internal?: string;
    /**
     * A page that opens in the phone's browser. It must be https.
     */
    ins_dl_external?: string;
    /**
     * A link with the scheme of an app, which opens one of its screens.
     */
    ins_dl_url_scheme?: string;
    /**
     * JSON for the app, written as text.
     */
    ins_dl_json?: string;
    /**
     * A key and value of your own, which the app must understand. The value is text.
     *
     * This interface was referenced by `undefined`'s JSON-Schema definition
     * via the `patternProperty` "^(?!aps$|ins_dl_).+$".
     */
    [k: string]: string | undefined;
  };
}
/**
 * What only Android phones look at. A link must stand here and under ios: where it is missing, a tap only opens the app.
 */
export interface AndroidOptions {
  /**
   * The number of the Android notification channel, as the app defines it; greater than 0. It decides on sound and importance, and people can mute it.
   */
  channel_id?: number | string;
  /**
   * The name of a sound file that is part of the app. One that is not there plays the usual sound or none.
   */
  sound?: string;
  deep_link?: DeepLink;
}
/**
 * Where a tap leads. One of the four kinds below, or keys of your own that the app understands. Use one kind only: with several, the app decides. aps is not allowed: the API rejects the whole request.
 */
export interface DeepLink {
  /**
   * A page that opens inside the app. It must be https.
   */
  ins_dl_internal?: string;
  /**
   * A page that opens in the phone's browser. It must be https.
   */
  ins_dl_external?: string;
  /**
   * A link with the scheme of an app, which opens one of its screens.
   */
  ins_dl_url_scheme?: string;
  /**
   * JSON for the app, written as text.
   */
  ins_dl_json?: string;
  /**
   * A key and value of your own, which the app must understand. The value is text.
   *
   * This interface was referenced by `DeepLink`'s JSON-Schema definition
   * via the `patternProperty` "^(?!aps$|ins_dl_).+$".
   */
  [k: string]: string | undefined;
}
/**
 * What only iPhones look at. A link must stand here and under android: where it is missing, a tap only opens the app.
 */
export interface IosOptions {
  /**
   * Notifications with the same number are shown as one group. Written with a hyphen.
   */
  'thread-id'?: number | string;
  /**
   * The number on the app's icon; it replaces the one that is there. 0 takes it away.
   */
  badge?: number | string;
  /**
   * true makes it a silent notification: nothing is shown, the app is woken to fetch something. iPhones only, the app needs Background Modes, and iOS may delay, merge or drop it. Silent with a sound is a warning. (The vendor's sample says deliver_silently: write this key instead.)
   */
  'content-available'?: boolean | string;
  /**
   * true lets the app change the notification before it is shown, which pictures need on iPhones.
   */
  'mutable-content'?: boolean | string;
  /**
   * The name of a sound file that is part of the app. One that is not there plays the usual sound or none.
   */
  sound?: string;
  deep_link?: DeepLink;
}
