// /api/message_center/v1: the pushes that one user received, newest first.
import { jsonAnswer, textAnswer, type SandboxAnswer } from './answers.ts';
import type { DeliveredPush } from './deliveries.ts';
import { isKnownKey } from './send-rules.ts';
import { fitsShape, type Shape } from './shape.ts';
import { identityKey } from './users.ts';
import type { World } from './world.ts';

interface LookUp {
  readonly identifiers: Readonly<Record<string, string>>;
  /** Seconds since the epoch. */
  readonly start_date: number;
  readonly end_date: number;
  readonly limit: number;
}

const lookUp: Shape = {
  fields: { identifiers: { values: 'string' }, start_date: 'integer', end_date: 'integer', limit: 'integer' },
};

function isLookUp(body: unknown): body is Partial<LookUp> {
  return fitsShape(body, lookUp);
}

/** Returns the identity. This path has its own spellings; any other name is a custom attribute. */
function identityOf(name: string, value: string): string | undefined {
  const known = new Map([
    ['Email', 'email'],
    ['Phone Number', 'phone_number'],
    ['UUID', 'uuid'],
  ]);
  return identityKey(known.get(name) ?? `custom.${name}`, value);
}

function entryOf({ campId, at, deepLinks, imageUrl, message, title }: DeliveredPush): unknown {
  return {
    camp_id: campId,
    camp_type: 'Single Push',
    created_at: new Date(at).toISOString().replace(/\.\d+Z$/u, 'Z'),
    deep_links: deepLinks,
    ...(imageUrl === undefined ? {} : { image_url: imageUrl }),
    message,
    title,
    variant_id: 0,
  };
}

function find(world: World, { identifiers, start_date, end_date, limit }: LookUp): unknown[] {
  const lists = Object.entries(identifiers)
    .flatMap(([name, value]) => identityOf(name, value) ?? [])
    .map((key) => world.deliveries.toIdentity(key));
  const deliveries = lists.find((list) => list.length > 0) ?? [];
  return deliveries
    .filter(({ at, silent }) => {
      const second = Math.floor(at / 1000);
      return !silent && second >= start_date && second <= end_date;
    })
    .toReversed()
    .slice(0, limit)
    .map(entryOf);
}

export function answerMessageCenter(world: World, body: unknown, key: string | undefined): SandboxAnswer {
  // The body of this 401 is not documented; this one is from the other mobile paths.
  if (!isKnownKey(key, world.settings)) return jsonAnswer(401, { error: 'Bad Api Key.' });
  return answerLookUp(world, body);
}

/** Answers a look-up without checking a key: for a client whose key was accepted, or for the inbox of this machine, which has none. */
export function answerLookUp(world: World, body: unknown): SandboxAnswer {
  if (!isLookUp(body)) return textAnswer(400, 'bad payload');
  const { identifiers, start_date, end_date, limit } = body;
  if (identifiers === undefined || start_date === undefined || end_date === undefined) {
    return textAnswer(400, 'bad payload');
  }
  if (Object.keys(identifiers).length === 0 || start_date > end_date) return textAnswer(400, 'bad payload');
  if (limit === undefined || limit < 1 || limit > 100) return textAnswer(400, 'limit should be between 1 and 100.');
  return jsonAnswer(200, find(world, { identifiers, start_date, end_date, limit }));
}
