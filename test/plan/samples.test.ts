// Which recipients become samples, and which reason and language a sample has.
import { describe, expect, it } from 'vitest';
import { planCampaign } from '../../src/plan/plan-campaign.ts';
import { noHistory, type History } from '../../src/plan/history.ts';
import type { Sample } from '../../src/plan/samples.ts';
import type { Recipient } from '../../src/message/recipient.ts';
import { aCampaign, aRecipient, rendererOf } from '../support/a-campaign.ts';
import { historyOf, sentOnce } from '../support/a-history.ts';
import { copyPolicy } from '../support/copy-policy.ts';

const parts = { notification: { identifiers: { uuid: '{{id}}' }, title: '{{name}}!', message: '{{a}}.{{b}}.' } };

type Row = Readonly<Record<string, unknown>>;

async function plan(rows: readonly Row[], history: History = noHistory) {
  const columns = ['id', 'name', 'a', 'b'];
  const recipients = rows.map((values, index): Recipient => {
    const filled = { id: `c-${index + 1}`, name: 'Ana', a: 'a', b: 'b', ...values };
    return { ...aRecipient(filled), row: index + 1, line: index + 2 };
  });
  return planCampaign({
    campaign: aCampaign(parts),
    renderer: rendererOf(parts, columns),
    history,
    policy: copyPolicy(),
    keep: async () => {},
    blocks: (async function* blocks() {
      yield recipients;
    })(),
  });
}

async function samplesOf(rows: readonly Row[]): Promise<readonly (readonly [Sample['why'], number, string?])[]> {
  const { samples } = await plan(rows);
  return samples.map(({ why, row, language }) => (language === undefined ? [why, row] : [why, row, language]));
}

describe('the worst', () => {
  it('title is the longest in visible characters, and the first of two that are equal', async () => {
    const rows = [{ name: 'Ana' }, { name: '👩🏽‍🍳👩🏽‍🍳👩🏽‍🍳' }, { name: 'Maria' }, { name: 'Clara' }];
    expect((await samplesOf(rows))[0]).toEqual(['longest_title', 3]);
  });

  it('row has the most slots that print nothing, and then the shortest payload', async () => {
    const long = 'x'.repeat(30);
    const rows = [
      { name: long },
      { a: '', name: 'Ana' },
      { a: '', b: '', name: 'Annabella' },
      { a: '', b: '', name: 'Bo' },
    ];
    expect(await samplesOf(rows)).toEqual([
      ['longest_title', 1],
      ['emptiest', 4],
    ]);
    expect((await samplesOf(rows.slice(0, 3)))[1]).toEqual(['emptiest', 3]);
  });
});

describe('languages', () => {
  it('have one sample each, from the first row that is not a sample yet', async () => {
    const rows = [
      { language: 'en', name: 'Anastasia' },
      { language: 'tr', a: '' },
      { language: 'de' },
      { language: 'de' },
      { language: 'EN' },
      { language: 'pl' },
    ];
    expect(await samplesOf(rows)).toEqual([
      ['longest_title', 1, 'en'],
      ['emptiest', 2, 'tr'],
      ['language', 3, 'de'],
      ['language', 6, 'pl'],
    ]);
  });

  it.each([
    ['tr_tr', 'tr-TR'],
    ['zh-hant_tw', 'zh-Hant-TW'],
    [' es-419 ', 'es-419'],
    ['PT', 'pt'],
  ])('%j is %s', async (language, shown) => {
    expect((await samplesOf([{ language }]))[0]).toEqual(['longest_title', 1, shown]);
  });

  it.each(['', 'English', 'tr-TR-x-ana', 'ana@example.com', 'Ayşe', '12', 7, null, 'en US'])(
    '%j is not a language',
    async (language) => {
      expect(await samplesOf([{ language }])).toEqual([['longest_title', 1]]);
    },
  );

  it.each([
    [{ language: 'en', locale: 'tr', lang: 'de' }, 'en'],
    [{ locale: 'tr', lang: 'de' }, 'tr'],
    [{ lang: 'de' }, 'de'],
    [{ language: '', locale: 'tr' }, undefined],
    [{ Language: 'en' }, undefined],
  ])('%j has the language %s', async (row, language) => {
    const [[, , shown] = []] = await samplesOf([row]);
    expect(shown).toBe(language);
  });

  it('have at most eight samples, in the order of the file, besides those of the worst rows', async () => {
    const all = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'gg', 'hh', 'ii', 'jj', 'kk', 'll', 'mm'];
    const rows = all.map((language, index) => ({ language, ...(index === 2 ? { name: 'Longest' } : {}) }));
    const samples = await samplesOf(rows);
    expect(samples.map(([, , language]) => language)).toEqual([
      'cc',
      'aa',
      'bb',
      'dd',
      'ee',
      'ff',
      'gg',
      'hh',
      'ii',
      'jj',
    ]);
  });
});

describe('the audit of a plan', () => {
  const settled = historyOf((key) => (key.includes('c-1') ? sentOnce('accepted') : undefined));

  it('covers what will be sent, and nothing else', async () => {
    const rows = [{ a: '' }, { a: '' }, { id: '', a: '' }, { id: 'c-2', a: '' }, { a: 'x' }];
    const { counts, audit } = await plan(rows, settled);
    expect(counts).toMatchObject({ send: 2, settled: 1, removed: { invalid: 1, duplicate: 1 } });
    expect(audit).toMatchObject([{ check: 'empty_slot', surface: 'message', count: 1, of: 2, worst_row: 2 }]);
  });

  it('finds nothing if nothing will be sent', async () => {
    const { audit, samples, diagnostics } = await plan([{ a: '', name: '' }], settled);
    expect({ audit, samples, diagnostics }).toEqual({ audit: [], samples: [], diagnostics: [] });
  });
});
