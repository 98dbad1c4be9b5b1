// A secret in a file is an error that points at the secret and never repeats it, whatever else is wrong with the file.
import { describe, expect, test } from 'vitest';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';
import { parseWorkspace } from '../../../src/workspace/parse-workspace.ts';
import { campaignWith } from '../../support/campaign-with.ts';

const secret = 'S3cr3tValue99';

describe('in a campaign', () => {
  test.each([
    ['api_key at the top', `api_key: ${secret}`],
    ['apiKey', `apiKey: ${secret}`],
    ['a number', 'api_key: 993399339933'],
    ['a number that YAML rounds', 'api_key: 99339933993399339933'],
    ['cut by a comment', `api_key: ${secret} #${secret}`],
    ['a tag before it', `password: !x ${secret}`],
    ['in the notification', `  token: ${secret}`],
    ['in a header', `  X-Insider-Api-Key: ${secret}`],
    ['in a deep link', `  android: { deep_link: { access_token: ${secret} } }`],
    ['in a list', `tags: ["postgres://user:${secret}@db.example.com/x"]`],
    ['a database address', `owner: "postgres://user:${secret}@db.example.com/x"`],
    ['an address with a password', `  ios: { sound: "https://user:${secret}@example.com" }`],
    ['something like a key called sha256', `  android: { deep_link: { sha256: ${'0123456789abcdef'.repeat(4)} } }`],
    ['something like a key', `owner: "${'0123456789abcdef'.repeat(2)}"`],
    ['a private key', `owner: "-----BEGIN RSA PRIVATE KEY----- ${secret}"`],
  ])('%s', (_name, line) => {
    const { campaign, diagnostics } = readCampaign('a.campaign.yaml', campaignWith({ x: line }));
    expect(campaign).toBeUndefined();
    const found = diagnostics.filter(({ code }) => code === 'PP108');
    expect(found).toHaveLength(1);
    expect(found[0]?.line).toBe(11);
    expect(JSON.stringify(diagnostics)).not.toMatch(/S3cr3t|9933|0123456789abcdef/);
  });
});

function environment(line: string): string {
  return `version: 1\nenvironments:\n  production:\n    endpoint: https://mobile.useinsider.com\n    ${line}\n`;
}

describe('in pushplan.yaml', () => {
  test.each([
    ['a key', `api_key: ${secret}`],
    ['a key where a name belongs', `api_key_env: ${secret}`],
    ['an address where a name belongs', `ledger_env: "postgres://user:${secret}@db/x"`],
    ['a number where a name belongs', 'api_key_env: 993399339933'],
  ])('%s', (_name, line) => {
    const { settings, diagnostics } = parseWorkspace('pushplan.yaml', environment(line));
    expect(settings).toBeUndefined();
    expect(diagnostics.map((finding) => finding.line)).toContain(5);
    expect(JSON.stringify(diagnostics)).not.toMatch(/S3cr3t|9933/);
  });

  test.each([
    ['a header', 'sources: { web: { kind: https, base: "https://x.example.com/", header_env: { X-Exports: VALUE } } }'],
    [
      'a header called like a secret',
      'sources: { web: { kind: https, base: "https://x.example.com/", header_env: { Token: VALUE } } }',
    ],
    ['a variable of a command', 'sources: { bq: { kind: command, run: [bq], env: [VALUE] } }'],
    ['a test recipient', 'test_recipients: [{ name: ana, custom_env: { member: VALUE } }]'],
  ])('where the name of a variable belongs, for %s', (_name, line) => {
    const text = `${environment('api_key_env: KEY')}${line.replace('VALUE', `"Bearer ${secret}"`)}\n`;
    const { diagnostics } = parseWorkspace('pushplan.yaml', text);
    expect(diagnostics.map(({ code, line: at }) => `${code} ${at}`)).toEqual(['PP101 6']);
    expect(JSON.stringify(diagnostics)).not.toContain('S3cr3t');
  });

  test('a key pasted in place of the name of a variable', () => {
    const line = `sources: { web: { kind: https, base: "https://x.example.com/", header_env: { X-Exports: ${'ABCDEF0123456789'.repeat(2)} } } }`;
    const { diagnostics } = parseWorkspace('pushplan.yaml', `${environment('api_key_env: KEY')}${line}\n`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['PP108']);
  });

  test('a header with a name like a secret may have the name of a variable', () => {
    const line =
      'sources: { web: { kind: https, base: "https://x.example.com/", header_env: { Authorization: TOKEN } } }';
    expect(parseWorkspace('pushplan.yaml', `${environment('api_key_env: KEY')}${line}\n`).diagnostics).toEqual([]);
  });

  test('a password in the endpoint', () => {
    const text = environment('api_key_env: KEY').replace('https://', `https://user:${secret}@`);
    const { diagnostics } = parseWorkspace('pushplan.yaml', text);
    expect(diagnostics.map(({ code }) => code)).toEqual(['PP108']);
    expect(JSON.stringify(diagnostics)).not.toContain('S3cr3t');
  });
});

test('names and templates are not secrets', () => {
  const text = campaignWith({
    version: 'version: 1\nkey: "{{customer_id}}"',
    x: '  android: { deep_link: { token: "{{token}}", hash: abc123 } }',
  });
  expect(readCampaign('a.campaign.yaml', text).diagnostics).toEqual([]);
});
