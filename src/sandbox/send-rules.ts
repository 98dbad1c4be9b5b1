// The rules that reject a whole request, in the order in which the API is assumed to check them. The first violation is the answer.
import { sendAnswers, type SandboxAnswer } from './answers.ts';
import type { Assumptions } from './assumptions.ts';
import type { Settings } from './options.ts';
import type { SendBody, SentItem, SentNotification } from './send-body.ts';

/** The maximum number of notifications in a request, from the vendor's page. */
const mostNotifications = 20;
/** The maximum number of cards in a notification. */
const mostItems = 20;

export function isKnownKey(key: string | undefined, settings: Settings): boolean {
  if (key === undefined || key === '') return false;
  return settings.apiKeys === 'any' || settings.apiKeys.includes(key);
}

function hasBlacklistedLink(notification: SentNotification): boolean {
  const items = notification.advanced_push_payload?.advanced_push_items ?? [];
  const links = [
    notification.deep_link,
    notification.android?.deep_link,
    notification.ios?.deep_link,
    ...items.map((item) => item.deep_links),
  ];
  return links.some((link) => link !== undefined && Object.hasOwn(link, 'aps'));
}

function hasBadType(notification: SentNotification, assumptions: Assumptions): boolean {
  if (notification.advanced_push_payload === undefined) return false;
  const type = notification.advanced_push_payload.advanced_push_type ?? '';
  return !['carousel', 'slider'].includes(assumptions.anyCaseOfType ? type.toLowerCase() : type);
}

/** Zero is refused too, and so is a missing camp_id: a missing number is zero in the vendor's programming language (inferred). */
function hasNegativeInteger(notification: SentNotification): boolean {
  return (notification.camp_id ?? 0) <= 0 || (notification.android?.channel_id ?? 1) <= 0;
}

function lacksText({ camp_name, title, message }: SentNotification): boolean {
  return [camp_name, title, message].includes(undefined);
}

function lacksCards({ advanced_push_payload: cards }: SentNotification): boolean {
  if (cards === undefined) return false;
  const { advanced_push_items: items = [] } = cards;
  return items.length === 0 || items.length > mostItems || items.some(lacksField);
}

function lacksField({ id, headline, description, image_url }: SentItem): boolean {
  return [id, headline, description, image_url].includes(undefined);
}

function checkNotification(notification: SentNotification, assumptions: Assumptions): SandboxAnswer | undefined {
  if (Object.keys(notification.identifiers ?? {}).length === 0) return sendAnswers.emptyIdentifiers;
  if (hasNegativeInteger(notification)) return sendAnswers.negativeInteger;
  if (hasBlacklistedLink(notification)) return sendAnswers.blacklistedDeepLink;
  if (hasBadType(notification, assumptions)) return sendAnswers.invalidType;
  const isIncomplete =
    (assumptions.requireTexts && lacksText(notification)) || (assumptions.requireCards && lacksCards(notification));
  return isIncomplete ? sendAnswers.invalidPayload : undefined;
}

/** Returns the answer that rejects this request; undefined if it is to be sent. */
export function checkSend(body: SendBody, settings: Settings): SandboxAnswer | undefined {
  if (!isKnownKey(body.api_key, settings)) return sendAnswers.badApiKey;
  if (!settings.certificate) return sendAnswers.invalidCertificate;
  const notifications = body.notifications ?? [];
  if (notifications.length === 0) return sendAnswers.noNotifications;
  if (notifications.length > mostNotifications) return sendAnswers.tooManyNotifications;
  return notifications
    .map((notification) => checkNotification(notification, settings.assumptions))
    .find((answer) => answer !== undefined);
}
