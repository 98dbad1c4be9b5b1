// The vendor's answers, word for word, including a missing quote. Answers that no page documents are marked as invented.

export interface SandboxAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): SandboxAnswer {
  return { status, headers, body: JSON.stringify(value) };
}

export function textAnswer(status: number, body: string): SandboxAnswer {
  return { status, body };
}

function refused(status: number, error: string, message: string): SandboxAnswer {
  return jsonAnswer(status, { error, message });
}

/** Answers of /api/v2/notification/user, from the vendor's page and its Postman collection. */
export const sendAnswers = {
  accepted: jsonAnswer(202, { message: 'Async request accepted' }),
  invalidPayload: refused(400, 'invalid_payload', "Can't parse payload, check your keys and data types"),
  noNotifications: refused(400, 'invalid_notifications', "'notifications' is empty, add some notification objects"),
  tooManyNotifications: refused(400, 'invalid_notifications', "'notifications' can't have more than 20 objects"),
  emptyIdentifiers: refused(
    400,
    'empty_insider_identifiers',
    "'insider_identifiers' object need to have at least one identifier",
  ),
  blacklistedDeepLink: refused(400, 'blacklisted_deeplink', "deepLink can't contain 'aps' key"),
  negativeInteger: refused(400, 'negative_integer', "camp_id' and/or 'channel_id' must be greater than zero"),
  invalidType: refused(400, 'invalid_advanced_push_type', "'advanced_push_type' must be either Carousel or Slider"),
  invalidCertificate: refused(
    400,
    'invalid_certificate',
    "You do not have a validated certificate. Please check Certificate section under Insider's Settings.",
  ),
  badApiKey: refused(
    401,
    'bad_api_key',
    "'api_key' is either empty or wrong. You can get your API key from Insider Dashboard",
  ),
} as const;

/** Answers of every path. */
export const commonAnswers = {
  /** Invented: the page says that IP addresses are checked, but not how one is refused. */
  badIp: refused(403, 'bad_ip', 'The IP the push payload is sent from is not whitelisted'),
  /** Invented: no page shows it. */
  notFound: jsonAnswer(404, { message: 'Not Found' }),
  /** Invented: no page gives a limit. */
  tooLarge: jsonAnswer(413, { message: 'Request Entity Too Large' }, { connection: 'close' }),
  /** The vendor's page of error codes. */
  failed: jsonAnswer(500, {
    success: false,
    message: 'The request processing has failed because of an unknown error.',
  }),
  /** The vendor's page of error codes, written for another host. */
  throttled: jsonAnswer(403, {
    error: { message: 'Too many attempts, please slow down the request. 30 Requests/minute is allowed.' },
    status: 403,
  }),
} as const;

/** A wrong method on a known path. Invented, except for the status. */
export function methodNotAllowed(allow: string): SandboxAnswer {
  return jsonAnswer(405, { message: 'Method Not Allowed' }, { allow });
}

/** The status is documented, the body only in a digest. Retry-After is present "sometimes". */
export function tooManyRequests(retryAfter: string | undefined): SandboxAnswer {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return jsonAnswer(429, { message: 'Too Many Requests', status: 429 }, headers);
}
