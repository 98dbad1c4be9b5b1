// /api/v1/push/bulk: sends one campaign to a saved segment. The texts are documented; statuses that are not are assumed to be 400.
import { jsonAnswer, type SandboxAnswer } from './answers.ts';
import { isKnownKey } from './send-rules.ts';
import { fitsShape, type Shape } from './shape.ts';
import type { World } from './world.ts';

interface BulkItem {
  readonly headline?: string;
  readonly description?: string;
  readonly image_url?: string;
}

interface BulkBody {
  readonly api_key?: string;
  readonly campaign_name?: string;
  readonly segment_name?: string;
  readonly title?: string;
  readonly content?: string;
  readonly deeplink?: Readonly<Record<string, unknown>>;
  readonly notification_image?: string;
  readonly test_push?: boolean;
  readonly advanced_push_items?: readonly BulkItem[];
  readonly preferred_type?: string;
}

const bulkBody: Shape = {
  fields: {
    api_key: 'string',
    campaign_name: 'string',
    segment_name: 'string',
    title: 'string',
    content: 'string',
    deeplink: 'object',
    notification_image: 'string',
    android_sound: 'string',
    ios_sound: 'string',
    test_push: 'boolean',
    advanced_push_items: {
      items: { fields: { headline: 'string', description: 'string', image_url: 'string', deep_links: 'object' } },
    },
    preferred_type: 'string',
    override_global_freq_cap: 'boolean',
    goal_event: 'string',
    segmentation: 'object',
  },
};

function isBulkBody(body: unknown): body is BulkBody {
  return fitsShape(body, bulkBody);
}

function reply(status: number, response: string): SandboxAnswer {
  return jsonAnswer(status, { response });
}

function isCompleteItem({ headline, description, image_url }: BulkItem): boolean {
  return Boolean(headline) && Boolean(description) && image_url?.startsWith('https://') === true;
}

function checkItems({ advanced_push_items: items, preferred_type }: BulkBody): SandboxAnswer | undefined {
  if (items === undefined) return undefined;
  if (items.length < 3 || items.length > 6) {
    return reply(400, 'AdvancedPushItems should contain at least 3, max. 6 items.');
  }
  if (preferred_type !== 'carousel' && preferred_type !== 'slider') {
    return reply(400, 'Preferred Type is Not Carousel or Slider');
  }
  return items.every(isCompleteItem) ? undefined : reply(400, 'Invalid Advanced Push Payload');
}

function checkBulk(body: BulkBody, world: World): SandboxAnswer | undefined {
  if (!body.api_key) return reply(400, 'No API Key Provided');
  if (!isKnownKey(body.api_key, world.settings)) return reply(400, 'No Partner Found With Api Key.');
  if (!world.settings.certificate) return reply(422, 'No Push Message Certificate is Provided.');
  if (!body.title) return reply(400, 'No Title Provided');
  if (!body.content) return reply(400, 'No Content Provided');
  if (!body.campaign_name) return reply(400, 'Error Creating Campaign');
  if (!body.segment_name) return reply(400, 'No Segment Matched');
  return checkItems(body);
}

/** This path has its own answer to a refused IP address. */
export const bulkBadIp = reply(403, 'Bad IP');

/** Answers a bulk request. No push is sent: the sandbox has no segments. The campaign is listed in the statistics without deliveries. */
export function answerBulk(world: World, body: unknown): SandboxAnswer {
  if (!isBulkBody(body)) return reply(400, 'Error Creating Campaign');
  const refused = checkBulk(body, world);
  if (refused !== undefined) return refused;
  if (body.test_push === true) return reply(200, 'Test Push Send to Test Devices');
  const {
    campaign_name = '',
    title = '',
    content = '',
    segment_name = '',
    deeplink = {},
    notification_image = '',
  } = body;
  const campaign = { title, message: content, segment: segment_name, deepLink: deeplink, image: notification_image };
  world.campaigns.add(
    { id: world.campaigns.nextBulkId(), name: `${campaign_name}-API`, ...campaign },
    0,
    world.settings.clock.now(),
  );
  return reply(200, 'Campaign Created');
}
