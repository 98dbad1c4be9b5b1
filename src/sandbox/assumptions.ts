// What the vendor's pages leave open, each as a switch with the reading that this project takes.

export interface Assumptions {
  /** A notification without camp_name, title or message is `invalid_payload`: required by the page, but no error is named. */
  readonly requireTexts: boolean;
  /** So are no cards, more than 20, and a card without id, headline, description or image_url. */
  readonly requireCards: boolean;
  /** `Carousel` does as well as `carousel`: samples are lower case, the error text is not. */
  readonly anyCaseOfType: boolean;
  /** `email` does as well as `INSIDER.email`: the page's prose has the one, its samples the other. */
  readonly unprefixedIdentifiers: boolean;
  /** `INSIDER.uuid` can be asked for in report_attributes: it is in no published list. */
  readonly echoUuid: boolean;
  /** A push with GFC_enabled off counts against the frequency cap: two sources say no, one says yes. */
  readonly countUncapped: boolean;
  /** The same content for the same user within 15 minutes is answered as sent but not sent: a note beside the vendor's 504. */
  readonly dedupe15m: boolean;
  /** Statistics cover what was sent by /api/v2/notification/user: not proven. */
  readonly statisticsOfSends: boolean;
  /** How the rate limit is signalled: 403 with "Too many attempts" is another host's way. */
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
