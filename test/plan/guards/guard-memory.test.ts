import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/plan/guards/guard-measure.ts';
import { warnOfSharing } from '../../../src/plan/guards/guard-memory.ts';
import { countsOf, guarded, limitsOf, resending } from '../../support/guarding.ts';

const allow =
  'Put it back. If people may get the campaign again, add --allow resend to plan and apply (a pull request: the label allow-resend).';

describe('another key than before', () => {
  const facts = { key: 'key: "{{email}} "', formerKey: 'key: "{{email}}"' };

  it('blocks the plan if anybody would receive something', () => {
    expect(guarded({ campaign: { key: '{{email}} ', owner: 'crm' }, counts: countsOf(5), facts }).blockers).toEqual([
      {
        severity: 'error',
        code: 'PP324',
        file: 'sale.campaign.yaml',
        line: 1,
        column: 1,
        message:
          'sale would be sent to 5 recipients, and it has key: "{{email}} " where it had key: "{{email}}" before: people who got it before would count as new',
        help: `${allow} key is set at sale.campaign.yaml:1; crm owns it.`,
      },
    ]);
    expect(guarded({ counts: resending(1), facts }).blockers).toMatchObject([{ code: 'PP324', line: 2 }]);
  });

  it.each<[number, Partial<Facts>, string[]]>([
    [5, {}, ['no key: "{{email}} " of key: "{{email}}" at sale.campaign.yaml:2']],
    [0, {}, ['ok key: "{{email}} " of key: "{{email}}" at sale.campaign.yaml:2']],
    [5, { allowed: ['resend'] }, ['ok key: "{{email}} " of allowed at sale.campaign.yaml:2']],
    [5, { formerKey: facts.key }, []],
    [5, { formerKey: undefined }, []],
  ])('%i recipients, %j', (recipients, more, limits) => {
    expect(limitsOf({ counts: countsOf(recipients), facts: { ...facts, ...more } }, 'key')).toEqual(limits);
  });
});

describe('another setting than in the base', () => {
  const change = {
    setting: 'ledger_env',
    was: 'LEDGER',
    is: 'not set',
    said: 'environments.production.ledger_env is not set, and it is LEDGER in main',
    at: { file: 'pushplan.yaml', line: 3, column: 15 },
    isWritten: false,
  };
  const written = { ...change, is: 'OTHER', isWritten: true };

  it('blocks the plan if anybody would receive something, at the place of the setting', () => {
    expect(guarded({ counts: countsOf(5), facts: { settingChanges: [change] } }).blockers).toEqual([
      {
        severity: 'error',
        code: 'PP324',
        file: 'pushplan.yaml',
        line: 3,
        column: 15,
        message:
          'sale would be sent to 5 recipients, and environments.production.ledger_env is not set, and it is LEDGER in main: people who got it before would count as new',
        help: allow,
      },
    ]);
  });

  it.each<[number, Partial<Facts>, string]>([
    [5, { settingChanges: [change] }, 'no not set of LEDGER at pushplan.yaml:null'],
    [5, { settingChanges: [written] }, 'no OTHER of LEDGER at pushplan.yaml:3'],
    [0, { settingChanges: [written] }, 'ok OTHER of LEDGER at pushplan.yaml:3'],
    [5, { settingChanges: [written], allowed: ['resend'] }, 'ok OTHER of allowed at pushplan.yaml:3'],
  ])('%i recipients, %j', (recipients, facts, limit) => {
    expect(limitsOf({ counts: countsOf(recipients), facts }, 'ledger_env')).toEqual([limit]);
  });
});

describe('the workspace that the ledger has for a campaign', () => {
  const at = { file: 'pushplan.yaml', line: 2, column: 15 };
  const mine = { id: 'ws_aaaaaaaaaaaa', at, isShared: true };
  const none = { ...mine, id: undefined };

  it('blocks the plan if it is another one, also if nobody would receive anything and whatever is allowed', () => {
    const facts: Partial<Facts> = { owner: mine, rememberedOwner: 'ws_bbbbbbbbbbbb', allowed: ['resend'] };
    expect(guarded({ counts: countsOf(0), facts }).blockers).toEqual([
      {
        severity: 'error',
        code: 'PP325',
        ...at,
        message:
          'the ledger knows sale as a campaign of the workspace ws_bbbbbbbbbbbb, and this one is ws_aaaaaaaaaaaa',
        help: 'If workspace_id was changed, put it back. If this is another workspace, give the campaign another id, or this environment a ledger of its own.',
      },
    ]);
    expect(limitsOf({ facts }, 'workspace_id')).toEqual(['no ws_aaaaaaaaaaaa of ws_bbbbbbbbbbbb at pushplan.yaml:2']);
  });

  it('blocks the plan if there is no workspace_id here, and shows the line to add', () => {
    const facts: Partial<Facts> = { owner: none, rememberedOwner: 'ws_bbbbbbbbbbbb' };
    expect(guarded({ facts }).blockers).toMatchObject([
      {
        code: 'PP325',
        message:
          'the ledger knows sale as a campaign of the workspace ws_bbbbbbbbbbbb, and pushplan.yaml has no workspace_id',
        help: expect.stringMatching(
          /If it is that one, add this line to pushplan\.yaml: workspace_id: ws_bbbbbbbbbbbb$/v,
        ),
      },
    ]);
    expect(limitsOf({ facts }, 'workspace_id')).toEqual(['no none of ws_bbbbbbbbbbbb at pushplan.yaml:null']);
  });

  it.each([
    [mine, 'ws_aaaaaaaaaaaa'],
    [mine, undefined],
    [none, undefined],
  ])('%j fits %s', (owner, rememberedOwner) => {
    expect(limitsOf({ facts: { owner, rememberedOwner } }, 'workspace_id')).toEqual([]);
  });

  it('causes a warning if workspace_id is missing and others can use the ledger', () => {
    expect(warnOfSharing(none)).toMatchObject([{ severity: 'warning', code: 'PP326', ...at }]);
    expect(warnOfSharing(mine)).toEqual([]);
    expect(warnOfSharing({ ...none, isShared: false })).toEqual([]);
  });
});
