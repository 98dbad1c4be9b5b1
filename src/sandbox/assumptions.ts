// The questions that the vendor's pages leave open. Each is a switch; by default, it follows this project's reading.

export interface Assumptions {
  /** A notification without camp_name, title or message is `invalid_payload`: the page requires them but names no error. */
  readonly requireTexts: boolean;
  /** The same for no cards, more than 20 cards, and a card without id, headline, description or image_url. */
  readonly requireCards: boolean;
  /** `Carousel` is accepted like `carousel`: samples are in lower case, the error text is not. */
  readonly anyCaseOfType: boolean;
  /** `email` is accepted like `INSIDER.email`: the page's prose uses the former, its samples the latter. */
  readonly unprefixedIdentifiers: boolean;
  /** `INSIDER.uuid` can be requested in report_attributes: no published list contains it. */
  readonly echoUuid: boolean;
  /** A push with GFC_enabled off counts towards the frequency cap: two sources say no, one says yes. */
  readonly countUncapped: boolean;
  /** The same content for the same user within 15 minutes is answered as sent but not sent: from a note beside the vendor's 504. */
  readonly dedupe15m: boolean;
  /** Statistics include sends by /api/v2/notification/user: not proven. */
  readonly statisticsOfSends: boolean;
  /** How the rate limit is signalled: 403 with "Too many attempts" is documented for another host. */
  readonly throttleWith: 429 | 403;
}

export const defaultAssumptions: Assumptions = {
  requireTexts: true,
  requireCards: true,
  anyCaseOfType: false,
  unprefixedIdentifiers: false,
  echoUuid: true,
  countUncapped: false,
  dedupe15m: false,
  statisticsOfSends: true,
  throttleWith: 429,
};
