// Whom a notification is for and what it says: the same from its parts as from its text.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { envelopeOf, envelopeOfParts } from '../../src/insider/envelope.ts';
import { sentIdentifiers } from '../../src/message/identifier.ts';
import type { CampaignNotification } from '../../src/generated/campaign.ts';
import { aRecipient, rendererOf } from '../support/a-campaign.ts';

// In an object, a key that is a number comes first.
const identifiers = { uuid: '{{id}}', 'custom.card': '{{card}}', email: '{{email}}', 'custom.7': '{{id}}' };
const link = { ins_dl_internal: 'https://shop.example.com/?title={{id}}' };
const items = {
  each: 'items',
  item: { id: '{{@number}}', headline: '{{title}}', description: 'd', image_url: 'https://img.example.com/a' },
};
const columns = ['id', 'email', 'card', 'name', 'camp', 'items'];

const notifications: readonly Partial<CampaignNotification>[] = [
  { identifiers, title: '{{name}} is here', message: 'Look, {{name}}' },
  { title: 'Sale', message: '{{name}}', identifiers, android: { deep_link: link }, ios: { badge: 1, deep_link: link } },
  {
    ttl: 600,
    identifiers,
    camp_id: '{{camp}}',
    advanced_push_payload: { advanced_push_type: 'carousel', advanced_push_items: items },
    title: 'A "title"\n',
    message: '{{name}}',
  },
];

it.each(notifications)('the parts of %j give the same envelope as the payload', (notification) => {
  const renderer = rendererOf({ notification, columns: { items: 'json' } }, columns);
  const text = fc.string({
    unit: fc.constantFrom('a', '"', '\\', 'ş', '😀', '{', '}', ' '),
    minLength: 1,
    maxLength: 9,
  });
  fc.assert(
    fc.property(text, fc.nat(99), fc.boolean(), (name, id, hasMail) => {
      const card = { title: name, identifiers: 'x', camp_id: 7 };
      const row = {
        id: `c-${id}1`,
        email: hasMail ? 'Ana@example.com' : '',
        card: 'L-7',
        name: `n${name}`,
        camp: id + 1,
      };
      const result = renderer.render(aRecipient({ ...row, items: [card, card, card] }));
      if (result.kind !== 'notification') throw new Error(JSON.stringify(result));
      const { payload, members } = result;
      const made = envelopeOfParts({ identifiers: sentIdentifiers(result.identifiers), members });
      expect({ ...made, payload }).toEqual(envelopeOf(payload));
      expect(made.evidence).not.toBeNull();
    }),
  );
});
