// Reading pushplan.yaml gives its settings with defaults, or all findings at once.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWorkspace } from '../../src/workspace/parse-workspace.ts';
import { showFindings } from '../support/findings.ts';
import { tries } from '../support/property-tries.ts';

// A typical pushplan.yaml.
const example = `version: 1
environments:
  sandbox:    { endpoint: sandbox }                    # the embedded emulator: no account, no network
  production:
    endpoint: https://mobile.useinsider.com
    api_key_env: INSIDER_API_KEY                       # the NAME of the variable; a key in a file is an error
    ledger_env: PUSHPLAN_LEDGER                        # postgres://...; this line left out: .pushplan/production.db
    requests_per_minute: 1000
    message_center: { before: 2m, after: 60s, requests_per_minute: 5000 }   # how doubt is settled; or: off
default_environment: sandbox
policy: { max_recipients: 100000, max_invalid: 1% }     # guards for every campaign; a campaign may only tighten them
`;

const environments = (lines: string): string => `version: 1\nenvironments:\n${lines}`;
const found = (text: string): readonly string[] => showFindings(parseWorkspace('pushplan.yaml', text).diagnostics);

describe('read', () => {
  test('a typical file, without findings', () => {
    const { settings, diagnostics } = parseWorkspace('pushplan.yaml', example);
    expect(diagnostics).toEqual([]);
    expect(settings).toMatchObject({
      file: 'pushplan.yaml',
      defaultEnvironment: 'sandbox',
      policy: { maxRecipients: 100_000, maxInvalid: { kind: 'share', share: 0.01 } },
      allowedHosts: [],
      environments: {
        sandbox: { name: 'sandbox', endpoint: { kind: 'sandbox' }, at: { line: 3, column: 3 } },
        production: {
          name: 'production',
          endpoint: { kind: 'url', url: 'https://mobile.useinsider.com' },
          apiKeyEnv: 'INSIDER_API_KEY',
          ledgerEnv: 'PUSHPLAN_LEDGER',
          requestsPerMinute: 1000,
          messageCenter: { before: 120_000, after: 60_000, requestsPerMinute: 5000 },
          at: { file: 'pushplan.yaml', line: 4, column: 3 },
        },
      },
    });
  });

  test('defaults', () => {
    const { settings } = parseWorkspace('pushplan.yaml', environments('  mine: { endpoint: sandbox }\n'));
    expect(settings).toMatchObject({
      defaultEnvironment: 'mine',
      policy: { maxRecipients: 100_000, maxInvalid: { kind: 'share', share: 0.01 } },
      environments: {
        mine: { requestsPerMinute: 1000, messageCenter: { before: 120_000, after: 60_000, requestsPerMinute: 5000 } },
      },
    });
  });

  test('more requests than the vendor accepts for one key: a warning for its host only, unless the vendor has raised the limit', () => {
    const paced = (endpoint: string, more: string): readonly string[] =>
      found(environments(`  mine: { endpoint: ${endpoint}, api_key_env: KEY, ${more} }\n`));
    const vendor = 'https://mobile.useinsider.com';
    expect(paced(vendor, 'requests_per_minute: 1001')).toEqual([
      'warning PP170 3:91 mine allows 1,001 requests a minute, and the vendor takes 1,000 of one key',
    ]);
    expect(paced(vendor, 'limit_raised_by_vendor: false, requests_per_minute: 6000')).toHaveLength(1);
    expect(paced(vendor, 'requests_per_minute: 6000, limit_raised_by_vendor: true')).toEqual([]);
    expect(paced(vendor, 'requests_per_minute: 1000')).toEqual([]);
    expect(paced('http://127.0.0.1:8787', 'requests_per_minute: 6000')).toEqual([]);
    expect(found(environments('  mine: { endpoint: sandbox, requests_per_minute: 6000 }\n'))).toEqual([]);
    // Another rule reports the fault of the address.
    expect(paced('https://', 'requests_per_minute: 6000').join()).not.toContain('PP170');
  });

  test('a policy, with a level for every check', () => {
    const policy =
      'policy: { max_growth: 2x, broadcast_above: 50000, max_age: 7d, copy: { markup: error, title_cut: off } }';
    const { settings, diagnostics } = parseWorkspace(
      'pushplan.yaml',
      `${environments('  a: { endpoint: sandbox }\n')}${policy}\n`,
    );
    expect(diagnostics).toEqual([]);
    expect(settings?.policy).toMatchObject({ maxGrowth: 2, broadcastAbove: 50_000, maxAge: 7 * 86_400_000 });
    expect(settings?.policy.copy).toEqual({
      title_cut: 'off',
      message_cut: 'info',
      empty_slot: 'warn',
      default_used: 'info',
      markup: 'error',
      payload_size: 'warn',
      test_words: 'warn',
      links_differ: 'info',
      emoji_cut: 'warn',
      placeholder: 'warn',
      encoding: 'warn',
      empty_word: 'warn',
      control: 'warn',
      unencoded: 'warn',
    });
  });

  test.each([
    ['off', 'off'],
    ['{}', { before: 120_000, after: 60_000, requestsPerMinute: 5000 }],
    ['{ before: 0s }', { before: 0, after: 60_000, requestsPerMinute: 5000 }],
    ['{ after: 0s, before: 10m }', { before: 600_000, after: 0, requestsPerMinute: 5000 }],
    ['{ after: 250ms, requests_per_minute: 10 }', { before: 120_000, after: 250, requestsPerMinute: 10 }],
    ['{ after: 2h }', { before: 120_000, after: 7_200_000, requestsPerMinute: 5000 }],
  ])('message_center: %s', (written, expected) => {
    const text = environments(`  sandbox: { endpoint: sandbox, message_center: ${written} }\n`);
    expect(parseWorkspace('pushplan.yaml', text).settings?.environments['sandbox']?.messageCenter).toEqual(expected);
  });

  test('the sandbox of several environments, if there is no default', () => {
    const url = '{ endpoint: https://mobile.useinsider.com, api_key_env: KEY }';
    const two = (name: string): string => environments(`  production: ${url}\n  ${name}: { endpoint: sandbox }\n`);
    expect(parseWorkspace('pushplan.yaml', two('sandbox')).settings?.defaultEnvironment).toBe('sandbox');
    expect(parseWorkspace('pushplan.yaml', two('staging')).settings?.defaultEnvironment).toBeUndefined();
  });
});

describe('refused', () => {
  test.each([
    ['nothing', '', ['PP101 1:1 the file is empty']],
    ['no environments', 'version: 1\n', ['PP101 1:1 the key "environments" is missing']],
    ['empty environments', environments('  {}\n'), ['PP101 3:3 environments is empty: it needs at least one entry']],
    [
      'an unknown key',
      environments('  sandbox: { endpoint: sandbox }\npolcy: {}\n'),
      ['PP102 4:1 unknown key "polcy"'],
    ],
    [
      'an unknown nested key',
      environments('  sandbox: { endpiont: sandbox, endpoint: sandbox }\n'),
      ['PP102 3:14 unknown key "endpiont" in environments.sandbox'],
    ],
    [
      'an invalid name',
      environments('  Prod: { endpoint: sandbox }\n'),
      ['PP101 3:3 environments: the name "Prod" does not fit'],
    ],
    [
      'an endpoint without api_key_env',
      environments('  live: { endpoint: https://mobile.useinsider.com }\n'),
      ['PP101 3:3 live has no "api_key_env"'],
    ],
    [
      'http',
      environments('  live: { endpoint: http://mobile.useinsider.com, api_key_env: KEY }\n'),
      ['PP155 3:21 live: the endpoint is http://, not https://'],
    ],
    [
      'a foreign host',
      environments('  live: { endpoint: https://evil.example, api_key_env: KEY }\n'),
      ["PP155 3:21 live: the endpoint's host is evil.example, not mobile.useinsider.com"],
    ],
    [
      'an endpoint with a port',
      environments('  live: { endpoint: https://mobile.useinsider.com:8443, api_key_env: KEY }\n'),
      ['PP155 3:21 live: the endpoint has the port 8443'],
    ],
    [
      'an unknown default environment',
      environments('  sandbox: { endpoint: sandbox }\ndefault_environment: sandbx\n'),
      ['PP154 4:22 default_environment "sandbx" is not defined'],
    ],
    [
      'an invalid duration',
      environments('  sandbox: { endpoint: sandbox, message_center: { after: 60 } }\n'),
      [
        'PP101 3:58 environments.sandbox.message_center.after: expected a number and ms, s, m, h or d, such as 60s, got the number 60',
      ],
    ],
    [
      'an unknown word',
      environments('  sandbox: { endpoint: sandbox, message_center: of }\n'),
      ['PP101 3:49 environments.sandbox.message_center: expected off or a map, got "of"'],
    ],
    [
      'an invalid share',
      environments('  sandbox: { endpoint: sandbox }\npolicy: { max_invalid: 101% }\n'),
      ['PP101 4:24 policy.max_invalid: expected a whole number or a share such as "1%", got "101%"'],
    ],
    [
      'a host with a port',
      environments('  sandbox: { endpoint: sandbox }\nallowed_hosts: ["a.example:8443"]\n'),
      ['PP101 4:17 allowed_hosts[0]: expected a host name, without https:// and port, got "a.example:8443"'],
    ],
    [
      'all at once',
      'version: 2\nenvironments:\n  a: { endpoint: ftp://x }\nx: 1\n',
      [
        'PP101 1:10 version must be 1, is the number 2',
        'PP101 3:3 a has no "api_key_env"',
        "PP155 3:18 a: the endpoint's host is x, not mobile.useinsider.com",
        'PP102 4:1 unknown key "x"',
      ],
    ],
  ])('%s', (_name, text, expected) => {
    expect(parseWorkspace('pushplan.yaml', text).settings).toBeUndefined();
    expect(found(text)).toEqual(expected);
  });
});

test('a key that is the end of another key of its map means that one, and not a key of another map', () => {
  const text = environments(
    '  sandbox: { endpoint: sandbox }\npolicy:\n  quiet_hours: { from: "22:00", to: "08:00", zone: UTC }\n',
  );
  expect(parseWorkspace('pushplan.yaml', text).diagnostics).toMatchObject([
    { message: 'unknown key "zone" in policy.quiet_hours', help: 'Did you mean "timezone"?' },
  ]);
});

const policyFindings = (lines: string): readonly string[] => {
  const text = environments(`  sandbox: { endpoint: sandbox }\npolicy:\n${lines}`);
  return parseWorkspace('pushplan.yaml', text).diagnostics.map(({ code, help }) => `${code} ${help}`);
};

const quiet = (hours: string): readonly string[] => policyFindings(`  quiet_hours: { ${hours}, timezone: UTC }\n`);

test('quiet hours of the whole day are refused, as they would defer everybody for ever, unless some campaigns are excepted', () => {
  const other = 'Write the hours in which nobody is to get a push, or leave quiet_hours out.';
  expect(quiet('from: "00:00", to: "24:00"')).toEqual([`PP178 ${other} For some days there is policy.blackout.`]);
  expect(quiet('from: "00:00", to: "24:00", except_tags: [service]')).toEqual([]);
  expect(quiet('from: "00:00", to: "23:59"')).toEqual([]);
  expect(quiet('from: "22:00", to: "22:00"')).toEqual([`PP178 ${other}`]);
});

test.each([
  ['Istanbul', 'Europe/Istanbul'],
  ['New York', 'America/New_York'],
  ['europe/istanbul', 'Europe/Istanbul'],
  ['Europe/Stambul', 'Europe/Istanbul'],
  ['utc', 'UTC'],
])('the zone %s means %s', (written, meant) => {
  expect(policyFindings(`  quiet_hours: { from: "22:00", to: "08:00", timezone: ${written} }\n`)).toEqual([
    `PP177 Did you mean ${meant}?`,
  ]);
});

test('tags in a cap means its tag, and not the excepted tags', () => {
  expect(policyFindings('  caps: [{ max: 1, within: 1d, tags: promo }]\n')).toEqual(['PP102 Did you mean "tag"?']);
});

test('an endpoint at a listed host', () => {
  const text = environments(
    '  live: { endpoint: "https://gate.example:8443", api_key_env: KEY }\nallowed_hosts: [gate.example]\n',
  );
  const endpoint = parseWorkspace('pushplan.yaml', text).settings?.environments['live']?.endpoint;
  expect(endpoint).toEqual({ kind: 'url', url: 'https://gate.example:8443' });
});

test('whatever is changed in pushplan.yaml, it is read or has located findings', () => {
  const edit = fc.record({
    at: fc.nat({ max: example.length }),
    length: fc.nat({ max: 8 }),
    by: fc.string({ maxLength: 4, unit: 'binary' }),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      let text = example;
      for (const { at, length, by } of edits) text = text.slice(0, at) + by + text.slice(at + length);
      const { settings, diagnostics } = parseWorkspace('pushplan.yaml', text);
      expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(settings === undefined);
      expect(diagnostics.every(({ line, column }) => line !== undefined && column !== undefined)).toBe(true);
    }),
    { numRuns: tries(1000) },
  );
});
