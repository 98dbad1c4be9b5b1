// Fields that every arm of a test writes may be missing under notification, but only if all arms have them.
import { expect, test } from 'vitest';
import { fillFromArms } from '../../../src/campaign/layers/fill-from-arms.ts';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';

const arm = (name: string, campId: number | undefined) =>
  `{ name: ${name}, weight: 50${campId === undefined ? '' : `, camp_id: ${campId}`}, notification: { title: ${name} } }`;

function read(arms: readonly string[]) {
  const text = `version: 1
id: ab
audience: { file: a.csv }
variants: [${arms.join(', ')}]
notification: { identifiers: { email: "{{email}}" }, camp_name: Test, message: Hello, image_url: https://example.com/a.png }
`;
  return readCampaign('ab.campaign.yaml', text);
}

test('a campaign whose arms have camp_id and title needs neither itself', () => {
  const { campaign, diagnostics } = read([arm('A', 501), arm('B', 502)]);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(campaign?.variants.map(({ notification }) => [notification.camp_id, notification.title])).toEqual(
    expect.arrayContaining([
      [501, 'A'],
      [502, 'B'],
    ]),
  );
});

test('a field that one arm does not have is missing', () => {
  const messages = read([arm('A', 501), arm('B', undefined)]).diagnostics.map(({ message }) => message);
  expect(messages).toContain('notification has no "camp_id"');
});

test.each([[undefined], [7], [{}], [{ notification: {}, variants: [] }], [{ notification: {}, variants: [7, {}] }]])(
  '%j stays as it is',
  (data) => {
    expect(fillFromArms(data)).toBe(data);
  },
);
