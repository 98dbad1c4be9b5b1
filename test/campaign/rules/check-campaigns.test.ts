// What campaigns must not share, and an id that differs from the one that the ledger has for the file.
import { describe, expect, test } from 'vitest';
import type { Campaign } from '../../../src/campaign/campaign.ts';
import { checkCampaigns, checkRenames } from '../../../src/campaign/rules/check-campaigns.ts';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';
import { campaignWith } from '../../support/campaign-with.ts';

function campaign(file: string, id: string, campId: string): Campaign {
  const read = readCampaign(file, campaignWith({ id: `id: ${id}`, camp_id: `  camp_id: ${campId}` }));
  if (read.campaign === undefined) throw new Error('a campaign without errors was expected');
  return read.campaign;
}

const at = ({ code, file, line, column, message }: ReturnType<typeof checkCampaigns>[number]): string =>
  `${code} ${file}:${line}:${column} ${message}`;

describe('shared', () => {
  test('a camp_id, reported at both places', () => {
    const campaigns = [campaign('a.campaign.yaml', 'a', '7'), campaign('b.campaign.yaml', 'b', '7')];
    expect(checkCampaigns(campaigns).map(at)).toEqual([
      'PP120 a.campaign.yaml:6:12 camp_id 7 is used again in b.campaign.yaml:6:12',
      'PP120 b.campaign.yaml:6:12 camp_id 7 is used again in a.campaign.yaml:6:12',
    ]);
  });

  test('an id, such as in a copied file', () => {
    const campaigns = [campaign('a.campaign.yaml', 'a', '7'), campaign('copy.campaign.yaml', 'a', '8')];
    expect(checkCampaigns(campaigns).map(at)).toEqual([
      'PP121 a.campaign.yaml:2:5 the id a is used again in copy.campaign.yaml:2:5',
      'PP121 copy.campaign.yaml:2:5 the id a is used again in a.campaign.yaml:2:5',
    ]);
  });

  test('nothing: templates of camp_id are not compared', () => {
    const campaigns = [
      campaign('a.campaign.yaml', 'a', '"{{number}}"'),
      campaign('b.campaign.yaml', 'b', '"{{number}}"'),
      campaign('c.campaign.yaml', 'c', '7'),
    ];
    expect(checkCampaigns(campaigns)).toEqual([]);
  });
});

describe('renamed', () => {
  const known = [{ id: 'old', file: 'a.campaign.yaml' }];

  test('another id in the file that was sent', () => {
    const findings = checkRenames([campaign('a.campaign.yaml', 'new', '7')], known);
    expect(findings.map(at)).toEqual([
      'PP122 a.campaign.yaml:2:5 the id was "old" when this file was last sent, now it is "new": it would be sent to everybody again',
    ]);
    expect(findings[0]?.help).toContain('Put the id old back');
  });

  test.each([
    ['the same id', [campaign('a.campaign.yaml', 'old', '7')], undefined],
    ['the same id in another file', [campaign('moved.campaign.yaml', 'old', '7')], undefined],
    [
      'moved, and its file is another campaign now',
      [campaign('a.campaign.yaml', 'new', '7'), campaign('b.campaign.yaml', 'old', '8')],
      undefined,
    ],
    ['moved to a file that is not read', [campaign('a.campaign.yaml', 'new', '7')], new Set(['new', 'old'])],
    ['a new campaign in a new file', [campaign('b.campaign.yaml', 'new', '7')], undefined],
  ])('not: %s', (_name, campaigns, present) => {
    expect(checkRenames(campaigns, known, present)).toEqual([]);
  });

  test('not: a new id that something was sent under since', () => {
    const both = [...known, { id: 'new', file: 'a.campaign.yaml' }];
    expect(checkRenames([campaign('a.campaign.yaml', 'new', '7')], both)).toEqual([]);
  });
});
