// Advice for keys of other tools for push, e-mail and journeys, which pushplan has under another name or not at all: what to write instead.

type Advice = readonly [keys: string, advice: string];

const people =
  'The recipients are in a data file: name it in audience.file, and select rows of it with audience.where.';
const time =
  'Set the time with schedule: { at: 2026-12-01T10:00, timezone: Europe/Istanbul }. What is due is sent when `pushplan apply` runs: start it from a schedule of your CI.';
const link = 'A link belongs in deep_link under android and under ios: deep_link: { ins_dl_internal: "https://..." }.';
const text = 'The text of the notification is message.';
const languages =
  'Write the texts of each language under locales: locales: { tr: { title: ... } }, with locale: "{{language}}" and default_locale: en. Texts that campaigns share belong in translations/LANG.yaml.';
const trial = 'A campaign has no such switch: validate, render and plan send nothing, only apply sends.';

const ofCampaigns: readonly Advice[] = [
  [
    'segment segments segment_id segment_ids included_segments excluded_segments target targets targeting target_audience recipients recipient users user_list user_ids list lists list_id contacts subscribers topic topics cohort sql filter filters condition conditions criteria source data_source csv file_path include_external_user_ids external_user_ids player_ids tokens device_tokens registration_ids',
    people,
  ],
  [
    'send_at send_time send_date send_after scheduled scheduled_at schedule_at scheduled_time schedule_time delivery_time delivery_date deliver_at start_at start_date start_time when cron at time date timezone time_zone send_in_local_time delayed_option recurrence',
    time,
  ],
  [
    'expiry expires expires_at expire_at expiration expiration_time time_to_live valid_until valid_for expiry_date end_date',
    'ttl sets how long the vendor keeps trying, in seconds: 86400 is a day.',
  ],
  [
    'body text content contents msg alert copy message_body message_text push_message description notification_text',
    text,
  ],
  ['subject heading headings header headline subject_line push_title', 'The first line of the notification is title.'],
  [
    'link url uri deeplink deep_links deep_link_url launch_url click_action action action_url on_click landing_page landing_url target_url cta buttons',
    link,
  ],
  [
    'image images picture pictures photo media icon banner big_picture large_icon attachment attachments rich_media image_link img',
    'The picture is image_url, an address that begins with https.',
  ],
  [
    'name campaign_name campaign title_internal label',
    'The name that the vendor shows is notification.camp_name; the name of the file in the ledger is id.',
  ],
  [
    'campaign_id campid',
    'The number of the campaign at the vendor is notification.camp_id; its name in the ledger is id.',
  ],
  [
    'user_id userid customer_id customerid external_id member_id profile_id to',
    'People are named under notification.identifiers, such as uuid: "{{customer_id}}".',
  ],
  ['phone msisdn mobile phone_no gsm', 'A phone number is identifiers.phone_number, with + and the country.'],
  ['mail email_address', 'An e-mail address is identifiers.email.'],
  [
    'data extra extras custom_data custom_payload key_values payload params additional_data',
    'Your own keys for the app belong in deep_link under android and under ios.',
  ],
  [
    'rate_limit throttle throttling speed requests_per_minute frequency_cap frequency_capping',
    'The environment sets the pace: requests_per_minute in pushplan.yaml.',
  ],
  ['language languages locale locales lang translations localization', languages],
  ['enabled active status draft is_test test test_mode dry_run', trial],
  [
    'deduplicate dedupe unique unique_by unique_key idempotency_key',
    'key, at the top of the file, decides which notifications count as the same one.',
  ],
  ['carousel slider cards slides', 'Cards belong in notification.advanced_push_payload.'],
  ['channel_name android_channel android_channel_id', 'The channel of Android is notification.android.channel_id.'],
  ['environment env', 'The environment is chosen when a command runs: --env production.'],
  ['vars variables template_data personalization', 'Any text may hold columns of the data file: "{{first_name}}".'],
];

const ofWorkspaces: readonly Advice[] = [
  ['url uri host api_url base_url server base', 'The address of the API is endpoint.'],
  [
    'key apikey request_key token api_token secret password',
    'The NAME of the variable that holds the key is api_key_env.',
  ],
  [
    'rate_limit rate throttle rps requests_per_second rpm max_requests_per_minute',
    'The pace is requests_per_minute, for each environment.',
  ],
  [
    'database db database_url ledger ledger_url postgres dsn connection_string',
    'The NAME of the variable with the address of the ledger is ledger_env.',
  ],
  ['env envs profile profiles targets', 'Environments belong under environments, each with an endpoint.'],
  ['default default_env', 'The environment that is taken without --env is default_environment.'],
  ['limits guards guard rules', 'Limits for every campaign belong under policy.'],
  ['campaigns campaign_dir', 'Campaigns are not listed: every NAME.campaign.yaml in the folder and below it is one.'],
];

const advices = { campaign: index(ofCampaigns), workspace: index(ofWorkspaces) };

function index(all: readonly Advice[]): ReadonlyMap<string, string> {
  return new Map(all.flatMap(([keys, advice]) => keys.split(' ').map((key): [string, string] => [key, advice])));
}

/** Returns the advice for a key. `sendAt` and `send-at` count as the same key. */
export function adviseForeignKey(kind: keyof typeof advices, key: string): string | undefined {
  const spelt = key
    .replaceAll(/(?<=[a-z])(?=[A-Z])/gv, '_')
    .replaceAll(/[\-\s]/gv, '_')
    .toLowerCase();
  return advices[kind].get(spelt);
}
