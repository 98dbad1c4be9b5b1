// The samples that a reviewer sees: not the first rows but the worst ones, as stand-ins.
import type { CampaignPlan } from '../generated/plan.ts';
import type { Recipient } from '../message/recipient.ts';
import type { Renderer } from '../message/renderer.ts';

export type Sample = CampaignPlan['samples'][number];

interface Candidate {
  readonly recipient: Recipient;
  readonly measure: number;
}

const reasons = ['longest_title', 'emptiest', 'most_cards'] as const;
type Reason = (typeof reasons)[number];

/** Keeps the worst recipient for each reason; ties go to the earlier row, so that the same input gives the same samples. */
export class Samples {
  readonly #worst = new Map<Reason, Candidate>();

  consider(recipient: Recipient, payload: string): void {
    const { title, cards } = measure(payload);
    this.#keep('longest_title', recipient, title);
    this.#keep('emptiest', recipient, -payload.length);
    if (cards > 0) this.#keep('most_cards', recipient, cards);
  }

  #keep(reason: Reason, recipient: Recipient, measure: number): void {
    const worst = this.#worst.get(reason);
    if (worst === undefined || measure > worst.measure) this.#worst.set(reason, { recipient, measure });
  }

  list(renderer: Renderer): Sample[] {
    const samples: Sample[] = [];
    for (const why of reasons) {
      const candidate = this.#worst.get(why);
      if (candidate === undefined || samples.some((sample) => sample.row === candidate.recipient.row)) continue;
      const notification = renderer.standIn(candidate.recipient);
      if (notification) samples.push({ why, row: candidate.recipient.row, notification: { ...notification } });
    }
    return samples;
  }
}

function measure(payload: string): { title: number; cards: number } {
  const notification: unknown = JSON.parse(payload);
  const title = read(notification, 'title');
  const cards = read(read(notification, 'advanced_push_payload'), 'advanced_push_items');
  return { title: typeof title === 'string' ? title.length : 0, cards: Array.isArray(cards) ? cards.length : 0 };
}

function read(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
