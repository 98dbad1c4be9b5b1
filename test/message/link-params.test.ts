// The parameters that are added to the links of a campaign.
import { describe, expect, it } from 'vitest';
import { addLinkParams } from '../../src/campaign/link-params.ts';
import { readCampaign } from '../../src/campaign/read-campaign.ts';
import { compileCampaign } from '../../src/message/compile-campaign.ts';
import { aRecipient } from '../support/a-campaign.ts';

describe('a link', () => {
  const params = [
    ['utm_source', 'push'],
    ['q', 'a b&c'],
    ['none', ''],
  ] as const;

  it.each([
    ['https://a.example', 'https://a.example?utm_source=push&q=a%20b%26c'],
    ['https://a.example/p?x=1#top', 'https://a.example/p?x=1&utm_source=push&q=a%20b%26c#top'],
    ['https://a.example/?', 'https://a.example/?utm_source=push&q=a%20b%26c'],
    ['https://a.example/?x=1&', 'https://a.example/?x=1&utm_source=push&q=a%20b%26c'],
    ['https://a.example/?utm_source=mail', 'https://a.example/?utm_source=mail&q=a%20b%26c'],
    ['https://a.example/?utm%5Fsource=mail&q', 'https://a.example/?utm%5Fsource=mail&q'],
    ['shop://sale', 'shop://sale'],
    ['', ''],
  ])('%j is sent as %j', (link, sent) => {
    expect(addLinkParams(link, params)).toBe(sent);
    expect(addLinkParams(sent, params)).toBe(sent);
  });
});

function codes(params: string, written: string) {
  return compile(params, written).found.map(({ code, line, column }) => `${code} ${line}:${column}`);
}

function compile(params: string, links: string) {
  const text = [
    'version: 1',
    'id: sale',
    'audience: { file: people.csv, columns: { items: json } }',
    `link_params: ${params}`,
    'notification:',
    '  identifiers: { email: "{{email}}" }',
    '  camp_id: 1',
    '  camp_name: Sale',
    '  title: Sale',
    '  message: Now',
    '  image_url: https://img.example.com/a.jpg',
    links,
  ].join('\n');
  const { campaign, diagnostics } = readCampaign('a.campaign.yaml', text);
  const result = campaign && compileCampaign(campaign, ['email', 'segment', 'url', 'items'], new Map());
  return { renderer: result?.renderer, found: [...diagnostics, ...(result?.diagnostics ?? [])] };
}

const row = {
  email: 'a@example.com',
  segment: 'new & old 50%',
  url: 'https://b.example/?utm_source=mail',
  items: '[{"segment":"x"},{"segment":"y"},{"segment":"z"}]',
};

function sentBy(params: string, links: string) {
  const { renderer, found } = compile(params, links);
  const result = renderer?.render(aRecipient(row));
  if (result?.kind !== 'notification') throw new Error(JSON.stringify([result, found]));
  return { payload: result.payload, unencoded: result.printed.unencoded, renderer };
}

describe('link_params', () => {
  const links = `  ios: { deep_link: { ins_dl_internal: 'https://a.example/', ins_dl_external: '{{url}}', ins_dl_url_scheme: 'shop://a', own: 'https://c.example/' } }`;

  it('are added to https links and nothing else, the same for everybody or by row', () => {
    const same = sentBy('{ utm_source: push, utm_campaign: "{{@campaign}}" }', links);
    expect(JSON.parse(same.payload).ios.deep_link).toEqual({
      ins_dl_internal: 'https://a.example/?utm_source=push&utm_campaign=sale',
      ins_dl_external: 'https://b.example/?utm_source=mail&utm_campaign=sale',
      ins_dl_url_scheme: 'shop://a',
      own: 'https://c.example/',
    });
    expect(same.payload).toContain('"image_url":"https://img.example.com/a.jpg"');
    const byRow = sentBy('{ c: "{{upper @campaign}}-{{segment}}" }', links);
    expect(JSON.parse(byRow.payload).ios.deep_link).toMatchObject({
      ins_dl_internal: 'https://a.example/?c=SALE-new%20%26%20old%2050%25',
      ins_dl_external: 'https://b.example/?utm_source=mail&c=SALE-new%20%26%20old%2050%25',
    });
    expect(byRow.unencoded).toEqual([]);
  });

  it('may contain the arm of the test, alone and in a longer template', () => {
    const arms = ['A', 'Second try'].map(
      (name, arm) => `  - { name: ${name}, weight: 50, camp_id: ${arm + 2}, notification: { title: T } }`,
    );
    const written = ['  ios: { deep_link: { ins_dl_internal: "https://a.example/" } }', 'variants:', ...arms].join(
      '\n',
    );
    const { renderer, found } = compile(
      '{ utm_content: "{{@arm}}", c: "{{@campaign}}-{{lower @arm}}-{{segment}}" }',
      written,
    );
    expect(found).toEqual([]);
    const sent = [0, 1].map((arm) => {
      const result = renderer?.render(aRecipient(row), undefined, arm);
      return result?.kind === 'notification' && JSON.parse(result.payload).ios.deep_link.ins_dl_internal;
    });
    expect(sent).toEqual([
      'https://a.example/?utm_content=A&c=sale-a-new%20%26%20old%2050%25',
      'https://a.example/?utm_content=Second%20try&c=sale-second%20try-new%20%26%20old%2050%25',
    ]);
  });

  it('of cards are those of the row, and stand-ins contain no cell of it', () => {
    const item = `{ id: '{{@number}}', headline: a, description: b, image_url: 'https://img.example.com/a.jpg', deep_links: { ins_dl_internal: 'https://a.example/{{segment}}' } }`;
    const cards = `  advanced_push_payload: { advanced_push_type: slider, advanced_push_items: { each: items, item: ${item} } }`;
    const { payload, renderer } = sentBy('{ s: "{{segment}}" }', cards);
    expect(payload).toContain('https://a.example/y?s=new%20%26%20old%2050%25');
    const standIn = JSON.stringify(renderer?.standIn(aRecipient(row)));
    expect(standIn).toMatch(/https:\/\/a\.example\/\w\?s=/);
    expect(standIn).not.toContain('new');
  });

  it('are checked like all templates, and reported if they have no effect', () => {
    const one = `  ios: { deep_link: { ins_dl_internal: 'https://a.example/' } }`;
    expect(codes('{ s: "{{segmnt}}" }', one)).toEqual(['PP110 4:22']);
    expect(codes('{ s: "{{@campain}}" }', one)).toHaveLength(1);
    expect(compile('{ s: "{{@arm}}" }', one).found).toMatchObject([
      { code: 'PP110', line: 4, column: 22, help: expect.stringContaining('@arm if the campaign has variants') },
    ]);
    expect(codes('{ s: x }', '')).toEqual(['PP198 4:14']);
    expect(codes('{ "a b": x }', one).join(' ')).toContain('PP101');
  });
});
