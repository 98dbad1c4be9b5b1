// Generated from schema/ by `npm run generate`, do not edit.

/**
 * How doubt is settled. When an answer was lost, the vendor's Message Center is asked whether a person got the campaign: by `apply` and `resume` about earlier runs before they send, by each run when all else is sent, and by `pushplan resolve`. `off` does not ask: people in doubt stay so until `pushplan resolve`, and are never sent to again by themselves. Default: at most 2m before anything is sent, 60s after an attempt, at most 5000 times a minute.
 */
export type MessageCenter =
  | string
  | {
      /**
       * How long `apply` and `resume` may ask, before they plan and send, about what earlier runs of their campaigns left in doubt: a number and ms, s, m, h or d. An attempt that is younger than `after` is waited for within this time; who is not asked about in time stays in doubt. `0s` asks about nobody there, as does `--no-settle`. Default: 2m.
       */
      before?: string;
      /**
       * How long to wait after an attempt before the Message Center is asked about it, because it needs a moment to know: a number and ms, s, m, h or d. `0s` asks at once. Default: 60s. Too short, and a notification that was sent still looks unknown.
       */
      after?: string;
      /**
       * The most Message Center look-ups in any 60 seconds; each asks about one person. Default: 5000, the vendor's limit for one key. They do not count towards the limit for sending.
       */
      requests_per_minute?: number;
    };

/**
 * The file that makes a folder a workspace: where campaigns may be sent to, with which key, how fast, and within which limits. Paths in all files are relative to its folder.
 */
export interface WorkspaceFile {
  /**
   * The version of this file's format. Always 1.
   */
  version: 1;
  /**
   * The places that campaigns can be sent to, by name. A name is lower case letters, digits, - and _; it also names the environment's ledger file, so do not rename one that has been sent to: it would remember nobody.
   */
  environments: {
    [k: string]: Environment;
  };
  /**
   * The environment that a command uses when --env is not given. Name a harmless one here, such as a sandbox, so that nobody sends to customers by leaving out a flag. Without this key a command takes the only environment there is, or the one called sandbox, and otherwise needs --env.
   */
  default_environment?: string;
  /**
   * The name of this workspace in ledgers, written by `pushplan init`: ws_ and 12 lower case letters or digits. A ledger remembers it for each campaign and refuses another one, so that two workspaces that share a ledger never take each other's people for their own. Never change it. Adding one to a workspace that has none takes its campaigns over.
   */
  workspace_id?: string;
  policy?: Policy;
  /**
   * Host names that an endpoint may have besides the vendor's own and this machine. Your API key and your customers' identifiers go there, so list only hosts that you run yourself, such as an outgoing gateway. Names only: no https://, no port, no wildcard.
   *
   * Items: One host name, as it stands in the endpoint.
   */
  allowed_hosts?: string[];
}
/**
 * One place to send to: an endpoint, the key for it, the ledger that remembers who has been sent to, and the pace.
 */
export interface Environment {
  /**
   * Where requests go. `sandbox` is the emulator inside pushplan: it behaves like the API, but needs no account and no network and reaches nobody. Otherwise the API's address without a path. It must be https, except on this machine, and the vendor's host, except for hosts in `allowed_hosts`.
   */
  endpoint: string;
  /**
   * The NAME of the environment variable that holds the API key, in capitals. Never the key itself: a key that stands in a file is an error, and should be replaced at the vendor's. Not needed for `endpoint: sandbox`. validate, render and plan never read it.
   */
  api_key_env?: string;
  /**
   * The NAME of the environment variable that holds the address of the ledger: postgres://USER:PASSWORD@HOST/DATABASE?sslmode=verify-full for one that several machines share (PostgreSQL 14 to 18; &schema=NAME for another schema than pushplan, one for each environment), or sqlite:PATH, relative to the workspace. Without this key the ledger is the file .pushplan/ENVIRONMENT.db in the workspace, which only this machine knows. If the variable is not set, plan counts as if nobody had been sent to, and says so; apply refuses.
   */
  ledger_env?: string;
  /**
   * The id of the one ledger that may be used here: `saved.ledger.id` in a plan that was saved with --out. With it, a ledger that was emptied, replaced or mixed up with another is refused instead of sending to everybody again. Recommended for production.
   */
  ledger_id?: string;
  /**
   * The NAME of the environment variable that holds the secret with which recipients are hashed in the ledger. Without this key the secret is made with the ledger and kept in it. Keep it outside when whoever reads the ledger must not be able to tell who was sent to. It can never be changed: with another secret nobody would be recognised, so it is refused.
   */
  ledger_key_env?: string;
  /**
   * The most requests in any 60 seconds, over all runs and machines that share the ledger. One request carries up to 20 notifications, so 1000 is up to 20,000 people a minute. Default: 1000, the vendor's limit for one key. Raise it only if the vendor has raised yours, and say so with `limit_raised_by_vendor`; lower it if something else uses the same key.
   */
  requests_per_minute?: number;
  /**
   * true: the vendor has raised the limit of this key above 1000 requests a minute. Without it, more than that on the vendor's host is a warning. Default: false.
   */
  limit_raised_by_vendor?: boolean;
  message_center?: MessageCenter;
}
/**
 * Guards for every campaign of the workspace. A plan above one of them refuses itself and nothing is sent. A campaign may set lower limits of its own, never higher ones.
 */
export interface Policy {
  /**
   * The most people that one apply of one campaign may send to. Default: 100000. It is there for the day when the wrong export, or a filter that filters nothing, reaches everybody.
   */
  max_recipients?: number;
  /**
   * How many rows of an audience may be invalid (a missing identifier, a price that is no number): a count, or a share of all rows with a percent sign. Invalid rows are left out and listed by row number; above this limit nothing is sent at all. Default: 1%. Use 0 to insist on a clean file.
   */
  max_invalid?: number | string;
  abort_if?: AbortIf;
  /**
   * What no campaign of the workspace may use; a plan with one that does refuses itself. `at_least_once`: the guarantee that sends again when nobody can tell whether a request arrived, so that some people may get a message twice. `cards`: a carousel or slider that may have fewer than 3 or more than 6 cards. Default: nothing is forbidden.
   *
   * Items: One thing that no campaign may use.
   */
  forbid?: ('at_least_once' | 'cards')[];
  /**
   * How many times as many recipients as in its last run a campaign may have. A typo in a where, or a whole base exported in place of a segment, is stopped here. Not looked at in a campaign's first run.
   */
  max_growth?: string;
  /**
   * A campaign that would be sent to more recipients than this must say broadcast: true, so that nobody reaches everybody by accident.
   */
  broadcast_above?: number;
  /**
   * How old an audience file may be: since its last commit, or since it was last written where it is not in git. A list of last week's carts is not sent today.
   */
  max_age?: string;
  /**
   * How serious each finding of the copy audit is: off (not looked for), info (counted in the plan), warn, or error (blocks the plan). The audit looks at every notification that would be sent, not at samples.
   */
  copy?: {
    /**
     * A title that a lock screen of iOS or Android cuts. Default: warn.
     */
    title_cut?: 'off' | 'info' | 'warn' | 'error';
    /**
     * A message that a lock screen of iOS or Android cuts. Default: info.
     */
    message_cut?: 'off' | 'info' | 'warn' | 'error';
    /**
     * A template expression that prints nothing. Default: warn.
     */
    empty_slot?: 'off' | 'info' | 'warn' | 'error';
    /**
     * A default that steps in for an empty value. Default: info.
     */
    default_used?: 'off' | 'info' | 'warn' | 'error';
    /**
     * Leftover markup: HTML tags or entities, braces of a template, undefined, null, NaN or [object Object]. Default: warn.
     */
    markup?: 'off' | 'info' | 'warn' | 'error';
    /**
     * A notification of more than the 4,096 bytes that Apple and Google take. Default: warn.
     */
    payload_size?: 'off' | 'info' | 'warn' | 'error';
    /**
     * Words that look like a test: test, lorem ipsum, asdf, TODO. Default: warn.
     */
    test_words?: 'off' | 'info' | 'warn' | 'error';
    /**
     * A link that is set for one platform only, or leads elsewhere on the other. Default: info.
     */
    links_differ?: 'off' | 'info' | 'warn' | 'error';
    /**
     * An emoji or another character that was cut in half. Default: warn.
     */
    emoji_cut?: 'off' | 'info' | 'warn' | 'error';
    /**
     * Tags of other tools that nothing fills in: {first_name}, *|FNAME|*, %%name%%. Default: warn.
     */
    placeholder?: 'off' | 'info' | 'warn' | 'error';
    /**
     * Letters that were read in the wrong encoding, or are still escaped. Default: warn.
     */
    encoding?: 'off' | 'info' | 'warn' | 'error';
    /**
     * A cell that prints NULL, N/A, None or another word for nothing. Default: warn.
     */
    empty_word?: 'off' | 'info' | 'warn' | 'error';
    /**
     * Control characters, tabs, characters that turn text round, and blanks at the ends of a value. Default: warn.
     */
    control?: 'off' | 'info' | 'warn' | 'error';
    /**
     * A value printed into the path or query of an address without urlencode, where a sign in it changes the address. Default: warn.
     */
    unencoded?: 'off' | 'info' | 'warn' | 'error';
  };
}
/**
 * When a run of any campaign stops by itself while it goes on: more of one kind than this among those of the campaign that are settled so far, looked at from the first 200 on. What was sent stays sent; the run ends with exit code 8, and `pushplan resume` sends the rest. Default: never. A campaign's own `abort_if` holds besides, so it can only be stricter.
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
