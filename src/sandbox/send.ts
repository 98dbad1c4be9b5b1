// Sends what passed the rules: finds each person, decides the outcome of the notification, and records it.
import type { DayCampaign } from './campaigns-of-day.ts';
import type { DeliveredPush } from './deliveries.ts';
import type { LogLine } from './delivery-file.ts';
import type { SendBody, SentNotification } from './send-body.ts';
import type { Device, Person } from './users.ts';
import type { World } from './world.ts';

/** The maximum number of devices per target, from the vendor's page. */
const mostDevices = 20;

/** The outcome of one notification. With several devices it can be in the successes and in the errors. */
export interface Sent {
  readonly notification: SentNotification;
  readonly reached: readonly { readonly person: Person; readonly device: Device }[];
  readonly reason: string | undefined;
}

function refusedFor(notification: SentNotification, reason: string): Sent {
  return { notification, reached: [], reason };
}

function decide(world: World, notification: SentNotification, at: number): Sent {
  const person = world.findPerson(notification.identifiers ?? {});
  if (person === undefined) return refusedFor(notification, 'NoUserFound');
  if (person.refused !== undefined) return refusedFor(notification, person.refused);
  if (person.optedOut && notification.check_optin !== false) return refusedFor(notification, 'OptOut');
  const isCapped = notification.GFC_enabled === true && world.frequency.isReached(person.id, at);
  if (isCapped) return refusedFor(notification, 'UserGloballyCapped');
  const installed = person.devices.filter((device) => device.uninstalled !== true);
  if (installed.length === 0) return refusedFor(notification, 'Unregistered');
  const targeted = installed.slice(0, notification.send_single_user === false ? mostDevices : 1);
  const reached = targeted.filter((device) => device.certificate !== false).map((device) => ({ person, device }));
  return { notification, reached, reason: reached.length < targeted.length ? 'InvalidCertificate' : undefined };
}

function deliveryOf({ notification, reached }: Sent, at: number): DeliveredPush | undefined {
  const [first] = reached;
  if (first === undefined) return undefined;
  const { camp_id = 0, title = '', message = '', image_url, ios, android } = notification;
  return {
    at,
    person: first.person,
    campId: camp_id,
    title,
    message,
    imageUrl: image_url,
    deepLinks: (first.device.platform === 'ios' ? ios : android)?.deep_link ?? {},
    silent: ios?.['content-available'] === true,
  };
}

function campaignOf(delivery: DeliveredPush, name: string): DayCampaign {
  const { campId, title, message, deepLinks, imageUrl } = delivery;
  return { id: campId, name, title, message, segment: '', deepLink: deepLinks, image: imageUrl ?? '' };
}

function countFrequency({ frequency, settings }: World, { reached, notification }: Sent, at: number): void {
  const [first] = reached;
  if (first === undefined) return;
  const counts = notification.GFC_enabled === true || settings.assumptions.countUncapped;
  if (counts) frequency.count(first.person.id, at);
}

function record({ deliveries, campaigns, settings }: World, sent: Sent, at: number): void {
  const delivery = deliveryOf(sent, at);
  if (delivery === undefined) return;
  if (settings.assumptions.dedupe15m && deliveries.isRecent(delivery)) return;
  deliveries.record(delivery);
  if (settings.assumptions.statisticsOfSends) {
    campaigns.add(campaignOf(delivery, sent.notification.camp_name ?? ''), 1, at);
  }
}

function lineOf({ notification, reached, reason }: Sent, request: number, at: number): LogLine {
  const outcome = reached.length > 0 ? 'sent' : (reason ?? 'sent');
  return { at: new Date(at).toISOString(), request, outcome, notification };
}

/**
 * Sends to everybody in the body, in order. Repeating the same content is a second push, as with the vendor. `firstReason` is a
 * reason with which the first notification is refused.
 */
export function sendAll(world: World, body: SendBody, request: number, firstReason?: string): readonly Sent[] {
  const at = world.settings.clock.now();
  const sends = (body.notifications ?? []).map((notification, index) => {
    const isForced = index === 0 && firstReason !== undefined;
    const sent = isForced ? refusedFor(notification, firstReason) : decide(world, notification, at);
    countFrequency(world, sent, at);
    return sent;
  });
  // The log is written first: a push must not happen without a line in the log.
  world.file?.append(sends.map((sent) => lineOf(sent, request, at)));
  for (const sent of sends) {
    record(world, sent, at);
    world.inbox.add(sent, request, at);
  }
  return sends;
}
