// Worlds of pages that speak to a server: one on this machine plays it, and its name on the page stands for its address.
import { gzipSync } from 'node:zlib';
import { startSandbox } from '../../src/sandbox/server.ts';
import { bucketKeys, startBucket } from './bucket-server.ts';
import type { PreparedWorld } from './page-worlds.ts';
import { examples } from './page-worlds.ts';
import { campaignText, people } from './workspace.ts';

interface ServedWorld extends AsyncDisposable {
  readonly world: PreparedWorld;
}

async function playVendor(): Promise<ServedWorld> {
  const sandbox = await startSandbox({ apiKeys: ['the-key-of-production'] });
  const environments = [
    'sandbox: { endpoint: sandbox }',
    `production: { endpoint: "${sandbox.url}", api_key_env: INSIDER_API_KEY, requests_per_minute: 1000 }`,
  ].join(', ');
  const files = {
    ...examples(),
    'pushplan.yaml': `version: 1\nenvironments: { ${environments} }\ndefault_environment: sandbox\n`,
  };
  const hosts = { 'mobile.useinsider.com': new URL(sandbox.url).host };
  const env = { INSIDER_API_KEY: 'another-key-than-that' };
  return { world: { files, hosts, env, production: 'production' }, [Symbol.asyncDispose]: () => sandbox.close() };
}

async function playBucket(): Promise<ServedWorld> {
  const server = await startBucket();
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Istanbul' }).format(new Date());
  server.objects.set(`/crm-exports/vip/${day}.csv.gz`, gzipSync(people(1_200)));
  const sources = `{ exports: { endpoint: "${server.url}" } }`;
  const files = {
    'pushplan.yaml': `version: 1\nenvironments: { sandbox: { endpoint: sandbox } }\nsources: ${sources}\n`,
    '.gitignore': '.pushplan/\n',
    'vip.campaign.yaml': campaignText({ id: 'vip' }),
  };
  const world = { files, env: bucketKeys, before: ['git init -q -b main'] };
  return { world, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

export const servedWorlds: Readonly<Record<string, () => Promise<ServedWorld>>> = {
  'TRY.md': playVendor,
  'docs/bucket.md': playBucket,
};
