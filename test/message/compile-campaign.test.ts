import { describe, expect, it } from 'vitest';
import { readCampaign } from '../../src/campaign/read-campaign.ts';
import { compileCampaign } from '../../src/message/compile-campaign.ts';
import { aCampaign, aRecipient, findingsOf, rendererOf } from '../support/a-campaign.ts';
import { vendorNotification } from '../support/sample-campaign.ts';

const yaml = `version: 1
id: sale
audience: { file: a.csv, columns: { prise: number } }
key: "{{customr_id}}"
notification:
  identifiers: { uuid: "{{customer_id}}" }
  camp_id: 1
  camp_name: Sale
  title: "caf\\u00e9 {{frist_name}}"
  message: >-
    Hello there,
    {{uper first_name}} and
    {{#if first_name}}
`;

describe('the findings of a campaign', () => {
  it('have their places in the file, and are reported all at once', () => {
    const { campaign } = readCampaign('sale.campaign.yaml', yaml);
    if (campaign === undefined) throw new Error('the file fits the schema');
    const { renderer, diagnostics } = compileCampaign(campaign, ['customer_id', 'first_name'], new Map());
    expect(renderer).toBeUndefined();
    expect(diagnostics.map(({ code, line, column, help }) => `${code} ${line}:${column} ${help}`)).toEqual([
      expect.stringMatching(/^PP110 3:\d+ Columns: customer_id, first_name\.$/),
      'PP110 4:9 Did you mean customer_id?',
      'PP110 9:23 Did you mean first_name?',
      expect.stringMatching(/^PP111 13:/),
    ]);
  });

  it('include fixed values that do not fit the schema', () => {
    expect(findingsOf({ notification: { image_url: 'img.example.com' } })).toEqual([
      expect.objectContaining({
        code: 'PP101',
        line: 2,
        message: 'notification.image_url must match pattern "^https?://."',
      }),
    ]);
    const notification = JSON.parse('{"tittle":"x","ios":{"bagde":1}}');
    expect(findingsOf({ notification }).map(({ code, message }) => `${code} ${message}`)).toEqual([
      'PP102 unknown key notification.tittle',
      'PP102 unknown key notification.ios.bagde',
    ]);
  });

  it('include keys that look like templates', () => {
    const [finding] = findingsOf({ notification: { ios: { deep_link: { '{{a}}': 'b' } } } }, ['a']);
    expect(finding).toMatchObject({ code: 'PP115', line: 4 });
  });
});

describe('a notification without templates', () => {
  it("is sent as it is written: the vendor's own sample, field for field", () => {
    const { identifiers, ...rest } = vendorNotification();
    const renderer = rendererOf(
      { notification: { identifiers: JSON.parse(JSON.stringify(identifiers)), ...rest } },
      [],
    );
    const result = renderer.render(aRecipient({}));
    const { 'custom.loyalty': loyalty, ...others } = identifiers as Readonly<Record<string, string>>;
    const prefixed = Object.entries(others).map(([name, value]) => [`INSIDER.${name}`, value]);
    const sent = { ...Object.fromEntries(prefixed), 'INSIDER.custom': { loyalty } };
    const expected = JSON.stringify({ identifiers: sent, camp_id: 1 });
    if (result.kind !== 'notification') throw new Error(JSON.stringify(result));
    expect(result.payload.startsWith(expected.slice(0, -1))).toBe(true);
    expect(JSON.parse(result.payload)).toEqual({ ...rest, identifiers: sent });
  });
});

describe('two campaigns', () => {
  it('share nothing: compiling or rendering one does not affect the other', () => {
    const first = rendererOf({ notification: { message: '{{a}}{{upper a}}' } }, ['a']);
    const before = first.render(aRecipient({ a: 'x' }));
    compileCampaign(aCampaign({ notification: { message: '{{#each a}}{{b}}{{/each}}{{' } }), ['a'], new Map());
    rendererOf({ notification: { message: '{{b}}' } }, ['b']).standIn(aRecipient({ b: 'y' }));
    expect(first.render(aRecipient({ a: 'x' }))).toEqual(before);
  });
});
