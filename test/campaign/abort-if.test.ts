// abort_if in campaigns and in the policy.
import { expect, test } from 'vitest';
import { readCampaign } from '../../src/campaign/read-campaign.ts';
import { parseWorkspace } from '../../src/workspace/parse-workspace.ts';
import { campaignText } from '../support/workspace.ts';
import { showFindings } from '../support/findings.ts';

function read(more: string): ReturnType<typeof readCampaign> {
  return readCampaign('a.campaign.yaml', campaignText({ more }));
}

test('a campaign has shares and counts in the order of the file, and none if it is left out', () => {
  expect(read('abort_if: { refused: 30%, OptOut: 50%, InvalidCertificate: 5 }').campaign?.abortIf).toEqual([
    { of: 'refused', limit: { kind: 'share', share: 0.3 } },
    { of: 'OptOut', limit: { kind: 'share', share: 0.5 } },
    { of: 'InvalidCertificate', limit: { kind: 'count', count: 5 } },
  ]);
  expect(read('').campaign?.abortIf).toEqual([]);
});

test('the policy has it beside what it forbids', () => {
  const policy = 'policy: { abort_if: { rejected: 0 }, forbid: [at_least_once] }';
  const text = `version: 1\nenvironments: { sandbox: { endpoint: sandbox } }\n${policy}\n`;
  expect(parseWorkspace('pushplan.yaml', text).settings?.policy).toMatchObject({
    abortIf: [{ of: 'rejected', limit: { kind: 'count', count: 0 } }],
    forbid: ['at_least_once'],
  });
  const without = parseWorkspace('pushplan.yaml', text.replace(policy, '')).settings?.policy;
  expect(without).toMatchObject({ abortIf: [], forbid: [] });
});

test.each([
  ['abort_if: { optout: 5 }', 'PP102 3:13 unknown key "optout" in abort_if'],
  ['abort_if: { in_doubt: 5 }', 'PP102 3:13 unknown key "in_doubt" in abort_if'],
  ['abort_if: { refused: 130% }', 'PP101 3:22 abort_if.refused: expected a whole number or a share'],
  ['abort_if: { refused: -1 }', 'PP101 3:22 abort_if.refused must be at least 0'],
])('%s', (more, finding) => {
  const { diagnostics } = read(more);
  expect(showFindings(diagnostics)).toEqual([expect.stringContaining(finding)]);
});
