// The samples of a plan as text: folded if there are several campaigns, in full if there is one.
import { expect, test } from 'vitest';
import type { CampaignPlan } from '../../../src/generated/plan.ts';
import { formatSamples } from '../../../src/view/plan/plan-text-samples.ts';
import { plainStyle } from '../../../src/view/style.ts';
import { makeCards, makePlan } from '../../support/sample-documents.ts';

const wishlist = firstCampaign();
const long = 'A message of many words that goes on and on. '.repeat(4).trim();
const samples: CampaignPlan['samples'] = [
  {
    why: 'most_cards',
    row: 3,
    notification: {
      title: `${long} (title)`,
      message: long,
      advanced_push_payload: { advanced_push_items: [...makeCards(1), { headline: long, description: '' }, {}] },
    },
  },
  { why: 'language', row: 7, language: 'tr', notification: { title: 'Kısa' } },
];

function firstCampaign(): CampaignPlan {
  const [first] = makePlan().campaigns;
  if (first === undefined) throw new Error('the sample has campaigns');
  return first;
}

function show(isFolded: boolean, shown: CampaignPlan['samples'] = samples): string {
  return formatSamples({ ...wishlist, samples: shown }, { style: plainStyle, columns: 60 }, isFolded).join('\n');
}

test('folded: the start of the first, its cards, and how to see the others', () => {
  expect(show(true)).toMatchInlineSnapshot(`
    "
      ╭ most cards, row 3
      │ A message of many words that goes on and on. A message
      │ of many words that goes on and on. A message of many…
      │ A message of many words that goes on and on. A message
      │ of many words that goes on and on. A message of many…
      ├ 3 cards
      │ 1: Xxxxx 1, €00.00
      │ 2: A message of many words that goes on and on. A messa…
      │ 3: (empty)
      ╰ 1 more sample: plan this file alone"
  `);
  expect(show(true, samples.slice(1))).toMatchInlineSnapshot(`
    "
      ╭ language tr, row 7
      │ Kısa
      │ (empty)
      ╰"
  `);
});

test('in full: every sample, every text, every card', () => {
  expect(show(false)).toMatchInlineSnapshot(`
    "
      ╭ most cards, row 3
      │ A message of many words that goes on and on. A message
      │ of many words that goes on and on. A message of many
      │ words that goes on and on. A message of many words that
      │ goes on and on. (title)
      │ A message of many words that goes on and on. A message
      │ of many words that goes on and on. A message of many
      │ words that goes on and on. A message of many words that
      │ goes on and on.
      ├ 3 cards
      │ 1: Xxxxx 1, €00.00
      │ 2: A message of many words that goes on and on. A
      │    message of many words that goes on and on. A message
      │    of many words that goes on and on. A message of many
      │    words that goes on and on.
      │ 3: (empty)
      ╰

      ╭ language tr, row 7
      │ Kısa
      │ (empty)
      ╰"
  `);
});

test('without a sample there is no text', () => {
  expect([show(true, []), show(false, [])]).toEqual(['', '']);
});
