// /api/v1/notification/get_statistics: today's campaigns, with rates in the unusual text form that was recorded.
import { jsonAnswer, sendAnswers, textAnswer, type SandboxAnswer } from './answers.ts';
import { isKnownKey } from './send-rules.ts';
import { isMap } from '../is-map.ts';
import type { World } from './world.ts';

/** One in this many deliveries counts as opened: the sandbox has no users who open pushes, but rates should not all be zero. */
const deliveriesPerSession = 20;

function sessionsOf(deliveries: number): number {
  return Math.floor(deliveries / deliveriesPerSession);
}

/** Returns a percent sign, a space and the number in percent, as in a recorded answer. */
function rateOf(sessions: number, deliveries: number): string {
  return `% ${(deliveries === 0 ? 0 : (100 * sessions) / deliveries).toFixed(2)}`;
}

export function answerStatistics(world: World, body: unknown): SandboxAnswer {
  if (!isMap(body)) return sendAnswers.invalidPayload;
  const key = body['api_key'];
  if (key === undefined || key === '') return textAnswer(401, 'Api key can not be empty.');
  if (typeof key !== 'string' || !isKnownKey(key, world.settings)) return jsonAnswer(401, { error: 'Bad Api Key.' });
  const campaigns = world.campaigns.list(world.settings.clock.now()).map(({ campaign, deliveries }) => ({
    id: campaign.id,
    name: campaign.name,
    delivery_count: deliveries,
    session_count: sessionsOf(deliveries),
    open_rate: rateOf(sessionsOf(deliveries), deliveries),
    message: campaign.message,
    title: campaign.title,
    segment_name: campaign.segment,
    deep_link: campaign.deepLink,
    push_image: campaign.image,
  }));
  const deliveries = campaigns.reduce((sum, campaign) => sum + campaign.delivery_count, 0);
  const sessions = campaigns.reduce((sum, campaign) => sum + campaign.session_count, 0);
  return jsonAnswer(200, {
    campaigns,
    total_camp_count: campaigns.length,
    total_delivery_count: deliveries,
    total_session_count: sessions,
    total_open_rate: rateOf(sessions, deliveries),
  });
}
