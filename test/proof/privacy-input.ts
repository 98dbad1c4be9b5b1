// Privacy scenarios of user errors: files, rows, guards, and secrets in the wrong place.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { apiKey } from './canaries.ts';
import {
  campaignFile,
  promo,
  refusedBy,
  spoil,
  withAudience,
  withCampaign,
  type Scenario,
  type Step,
} from './privacy-scenario.ts';

const withoutHeader = (rows: string): string => rows.slice(rows.indexOf('\n') + 1);
const asJson = (rows: string): readonly unknown[] =>
  withoutHeader(rows)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name, email, phone] = line.split(',');
      return { name, email, phone };
    });

const ledgerRefused: readonly Step[] = [
  ['plan', 3],
  ['apply --yes', 3],
  ['apply --yes --json', 3],
  ['status', 3],
];

const files: readonly Scenario[] = [
  {
    name: 'a row with a field too few',
    files: withAudience(spoil((name, address) => `${name},${address}`)),
    steps: refusedBy(3),
  },
  { name: 'a quote that never ends', files: withAudience(spoil((name) => `"${name},`)), steps: refusedBy(3) },
  { name: 'a quote inside of a name', files: withAudience(spoil((name) => `${name} "x",a,b`)), steps: refusedBy(3) },
  { name: 'a NUL in a name', files: withAudience(spoil((name) => `${name}\0,a,b`)), steps: refusedBy(3) },
  {
    name: 'bytes that are no UTF-8',
    files: withAudience((rows) => Buffer.concat([Buffer.from(rows), Buffer.from([0xff, 0x0a])])),
    steps: refusedBy(3),
  },
  { name: 'semicolons', files: withAudience((rows) => rows.replaceAll(',', ';')), steps: refusedBy(3) },
  {
    name: 'ndjson with a line that breaks off',
    files: withAudience(
      (rows) =>
        `{"name":"Özvanıkar 1\n${asJson(rows)
          .map((row) => JSON.stringify(row))
          .join('\n')}`,
      'people.ndjson',
    ),
    steps: refusedBy(3),
  },
  {
    name: 'JSON that breaks off in a person',
    files: withAudience((rows) => JSON.stringify(asJson(rows)).slice(0, 500), 'people.json'),
    steps: refusedBy(3),
  },
  {
    name: 'a gzip file that is cut',
    files: withAudience((rows) => gzipSync(rows).subarray(0, -40), 'people.csv.gz'),
    steps: refusedBy(3),
  },
];

const rows: readonly Scenario[] = [
  {
    name: 'names where there should be numbers',
    files: withCampaign({ audience: 'file: people.csv, columns: { name: number }' }),
    steps: refusedBy(4),
  },
  {
    name: 'names where there should be JSON',
    files: withCampaign({ audience: 'file: people.csv, columns: { name: json }', title: '{{name.first}}' }),
    steps: refusedBy(4),
  },
  { name: 'names as amounts', files: withCampaign({ title: "{{currency name 'EUR' 'en'}}" }), steps: refusedBy(4) },
  { name: 'names as dates', files: withCampaign({ title: '{{date name}}' }), steps: refusedBy(4) },
  {
    name: 'numbers that are none',
    files: withAudience((text) => text.replaceAll('+90', 'phone 90')),
    steps: refusedBy(4),
  },
  {
    name: 'nobody to be identified',
    files: withAudience((text) => text.replaceAll(/,kzvmail.*/gv, ',,')),
    steps: refusedBy(4),
  },
  { name: 'a column that is not there', files: withCampaign({ title: 'Hello {{nmae}}' }), steps: refusedBy(3) },
  {
    name: 'everybody twice',
    files: withAudience((text) => text + withoutHeader(text)),
    steps: [
      ['plan', 0],
      ['plan --json', 0],
      ['apply --yes', 0],
    ],
  },
];

const guards: readonly Scenario[] = [
  { name: 'more recipients than allowed', files: withCampaign({ more: 'max_recipients: 3' }), steps: refusedBy(4, 0) },
  {
    name: 'more invalid rows than allowed',
    files: (text) => ({
      [campaignFile]: promo({ more: 'max_invalid: 0' }),
      'people.csv': spoil((name) => `${name},,`)(text),
    }),
    steps: refusedBy(4),
  },
  {
    name: 'another number, another seal',
    steps: [
      ['apply --yes --expect-sends 1', 5],
      [`apply --yes --json --expect-seal pp1:${'0'.repeat(64)}`, 5],
    ],
  },
  {
    name: 'a plan that is stale',
    steps: [
      ['plan --out a.plan.json', 0],
      (root) => writeFileSync(join(root, campaignFile), promo({ title: 'Dear {{name}}' })),
      ['apply a.plan.json --yes', 5],
      ['apply a.plan.json --yes --json', 5],
    ],
  },
  {
    name: 'a plan that was cut',
    steps: [
      ['plan --out a.plan.json', 0],
      (root) => writeFileSync(join(root, 'b.plan.json'), '{"format_version":"1.0","seal":"pp1:'),
      ['apply b.plan.json --yes', 3],
    ],
  },
  {
    name: 'outputs that cannot be written',
    steps: [
      ['plan --out no/such/plan.json', 3],
      ['apply --yes --report no/such/report', 3],
    ],
  },
];

const looking: readonly Step[] = [...refusedBy(3), ['status', 3], ['status --json', 3], [`render ${campaignFile}`, 3]];

const secrets: readonly Scenario[] = [
  { name: 'the key in pushplan.yaml', environment: `api_key: '${apiKey}'`, steps: looking },
  { name: 'the key for the name of its variable', environment: `api_key_env: '${apiKey}'`, steps: looking },
  { name: 'the key in the endpoint', endpoint: `'https://me:${apiKey}@push.example.com'`, steps: looking },
  {
    name: 'the key in a file that is no YAML',
    files: () => ({ [campaignFile]: `${promo()}api_key: '${apiKey}' x\n` }),
    steps: [...refusedBy(3), [`render ${campaignFile}`, 3]],
  },
  {
    name: 'the key in a campaign',
    files: () => ({ [campaignFile]: `${promo()}token: '${apiKey}'\n` }),
    steps: [...refusedBy(3), [`render ${campaignFile}`, 3]],
  },
  {
    name: 'the key in the address of a ledger',
    environment: 'ledger_env: LEDGER',
    env: { LEDGER: `mysql://push:${encodeURIComponent(apiKey)}@127.0.0.1/${apiKey}` },
    steps: ledgerRefused,
  },
  {
    name: 'the key as the password of a ledger that cannot be reached',
    environment: 'ledger_env: LEDGER',
    env: { LEDGER: `postgres://push:${encodeURIComponent(apiKey)}@127.0.0.1:1/push` },
    steps: ledgerRefused,
  },
  {
    name: 'the key in a proxy that is none',
    endpoint: 'https://push.example.invalid',
    more: 'allowed_hosts: [push.example.invalid]',
    env: { HTTPS_PROXY: `http://me:${apiKey}@[` },
    steps: [
      ['plan', 0],
      ['apply --yes', 3],
      ['apply --yes --json', 3],
    ],
  },
  {
    name: 'certificates that are not looked at',
    endpoint: 'https://push.example.invalid',
    more: 'allowed_hosts: [push.example.invalid]',
    env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    steps: [
      ['apply --yes', 3],
      ['apply --yes --json', 3],
    ],
  },
  {
    name: 'no key',
    env: { KEY: '' },
    steps: [
      ['plan', 0],
      ['apply --yes', 10],
      ['apply --yes --json', 10],
    ],
  },
];

export const inputScenarios: readonly Scenario[] = [...files, ...rows, ...guards, ...secrets];
