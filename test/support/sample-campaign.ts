// The request body of the vendor's page as a campaign, without its two mistakes (deliver_silently, and a phone number that is too long).

const deepLink = {
  ins_dl_internal: 'https://shop.example.com/a',
  ins_dl_external: 'https://shop.example.com/b',
  ins_dl_url_scheme: 'shop://a',
  ins_dl_json: '{"screen":"a"}',
  screen: 'sale',
};

const card = (id: number): Record<string, unknown> => ({
  id,
  headline: `Item ${id}`,
  description: `Description ${id}`,
  image_url: `https://img.example.com/${id}.jpg`,
  deep_links: deepLink,
});

/** A notification with every key of the API, and a plain list of three cards. */
export function vendorNotification(): Record<string, unknown> {
  return {
    identifiers: { uuid: 'u-1', email: 'ana@example.com', phone_number: '+15550100', 'custom.loyalty': 'L-7' },
    camp_id: 1,
    camp_name: 'Camp name',
    title: 'Title',
    message: 'Message',
    image_url: 'https://img.example.com/a.jpg',
    ttl: 1,
    check_optin: true,
    GFC_enabled: false,
    send_single_user: true,
    advanced_push_payload: { advanced_push_type: 'carousel', advanced_push_items: [card(1), card(2), card(3)] },
    android: { channel_id: 1, sound: 'sound_check', deep_link: deepLink },
    ios: {
      'thread-id': 1,
      badge: 1,
      'content-available': true,
      'mutable-content': true,
      sound: 'sound_check',
      deep_link: deepLink,
    },
  };
}

/** Returns what an overlay may contain: all of a notification but the identifiers. */
function overlayOf({ identifiers: _identifiers, ...overlay }: Record<string, unknown>): Record<string, unknown> {
  return overlay;
}

/** Returns every key that belongs to variants. */
function testOf(notification: Record<string, unknown>): Record<string, unknown> {
  return {
    variants: [
      { name: 'A', weight: 50, camp_id: notification['camp_id'], notification: overlayOf(notification) },
      { name: 'B', weight: 50, camp_id: 12 },
    ],
    holdout: '5%',
    test_share: '20%',
    winner: 'B',
    rollout: [{ pause: '10m' }, '100%'],
    assign_by: 'uuid',
    salt: 'spring',
    experiment: { metric: 'opens', baseline: '4%', smallest_effect: '2pp', allow_underpowered: true },
  };
}

/** Returns a copy test with every key. */
function copyTestOf(notification: Record<string, unknown>): Record<string, unknown> {
  const range = { min: 1, max: 49 };
  const expected = { ...overlayOf(notification), sent: true, cards: 3, title_chars: range, message_chars: range };
  return { name: 'all', arm: 'A', given: { price: 3 }, expect: expected };
}

/** Returns a campaign with every key of a campaign file. */
export function vendorCampaign(): Record<string, unknown> {
  return {
    version: 1,
    id: 'vendor-sample',
    owner: 'crm',
    tags: ['sample'],
    audience: {
      file: 'audiences/a.csv',
      samples: 'audiences/a.samples.csv',
      csv: { delimiter: ';', decimal: ',', encoding: 'windows-1254' },
      sheet: 'Customers',
      columns: {
        price: 'number',
        items: 'json',
        valid_until: { type: 'date', format: 'dd.MM.yyyy', zone: 'Europe/Istanbul' },
      },
      lists: { tags: 'tag{n}' },
      group: { by: 'customer_id', into: 'orders' },
      where: { language: ['tr', 'en'], optin: true, price: { not: [15], gt: 10, gte: 10.5, lt: 20, lte: 19.5 } },
      max_age: '7d',
      public: ['price'],
    },
    data: {
      products: {
        file: 'data/products.csv',
        key: 'sku',
        csv: { delimiter: ';', decimal: ',', encoding: 'windows-1254' },
        sheet: 'Products',
        columns: { price: 'number', valid_until: { type: 'date', format: 'dd.MM.yyyy', zone: 'Europe/Istanbul' } },
      },
    },
    locale: '{{language}}',
    default_locale: 'en',
    locales: { tr: overlayOf(vendorNotification()) },
    locale_fallback: 'allow',
    ...testOf(vendorNotification()),
    exclude: [
      {
        file: 'lists/staff.csv',
        query: 'lists/staff.sql',
        sheet: 'Staff',
        match: 'email',
        hashed: 'sha256',
        sent: 'cart-reminder',
        tag: 'cart',
        within: '24h',
      },
    ],
    caps: [{ tag: 'sample', max: 2, within: '24h', gap: '4h', when: 'defer', except_tags: ['service'] }],
    key: '{{customer_id}}',
    resend: { after: '7d' },
    retry: {
      UserGloballyCapped: '2d',
      UserGloballyCappedForInapp: '2d',
      InvalidCertificate: 'manual',
      NoUserFound: 'manual',
      Unregistered: 'never',
      OptOut: 'never',
    },
    every: { period: 'day', zone: 'Europe/Istanbul', starts: '2026-12-01', catch_up: true },
    schedule: {
      at: '2026-12-01T10:00',
      timezone: { column: 'zone', fallback: 'Europe/Istanbul' },
      passed: 'next_day',
      window: { days: ['mon'], from: '10:00', to: '20:00' },
      outside: 'hold',
      start_deadline: '2h',
    },
    max_invalid: '2%',
    guarantee: 'at_most_once',
    priority: 'high',
    max_recipients: 100,
    max_growth: '2x',
    approve: 'content',
    newcomers: '5%',
    max_shrink: '2x',
    at_least: 10,
    draft: true,
    broadcast: true,
    fail_on: { refused: '40%', rejected: 0 },
    abort_if: {
      refused: '30%',
      rejected: 20,
      OptOut: '50%',
      NoUserFound: '50%',
      Unregistered: '50%',
      InvalidCertificate: 5,
      UserGloballyCapped: '50%',
      UserGloballyCappedForInapp: '50%',
    },
    async: false,
    notification: vendorNotification(),
    link_params: { utm_source: 'push' },
    tests: [copyTestOf(vendorNotification())],
    test_camp_id: 9001,
    report_attributes: ['INSIDER.platform', 'INSIDER.custom.loyalty'],
  };
}

/** Returns the same with cards made from a list column, and with everything that causes a warning. */
export function eachCampaign(): Record<string, unknown> {
  const payload = {
    advanced_push_type: 'Slider',
    advanced_push_items: {
      each: 'items',
      max: 6,
      short: JSON.parse('{ "below": 3, "then": "skip" }') as unknown,
      item: { ...card(1), id: '{{@number}}' },
    },
  };
  const vendors = vendorNotification();
  const ios = { ...(vendors['ios'] as object), deliver_silently: true };
  const notification = { ...vendors, advanced_push_payload: payload, ios };
  const {
    file: _file,
    csv: _csv,
    sheet: _sheet,
    ...audience
  } = vendorCampaign()['audience'] as Record<string, unknown>;
  const { at, passed: _passed, ...schedule } = vendorCampaign()['schedule'] as Record<string, unknown>;
  return {
    ...vendorCampaign(),
    schedule: { ...schedule, not_before: at },
    audience: {
      ...audience,
      query: 'audiences/a.sql',
      params: { since: '2026-01-01', least: 3 },
      source: 'exports',
      object: 'vip/{{date}}.csv',
      zone: 'Europe/Istanbul',
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
    notification,
    locales: { tr: overlayOf(notification) },
    ...testOf(notification),
    tests: [copyTestOf(notification)],
  };
}
