// Worlds of pages that need a server: a local one plays it, and its address is shown by the name on the page.
import { createServer } from 'node:https';
import { gzipSync } from 'node:zlib';
import { startSandbox } from '../../src/sandbox/server.ts';
import { bucketKeys, startBucket } from './bucket-server.ts';
import { makeAuthority, makeCredentials } from './certificate.ts';
import { listen } from './listen.ts';
import { examples, type PreparedWorld } from './page-worlds.ts';
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
  const env = { INSIDER_API_KEY: 'the-key-of-production' };
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

/** Serves a picture that is twice as high as wide, and links that answer. */
async function playHosts(): Promise<ServedWorld> {
  const authority = makeAuthority('authority of the page');
  const picture = Buffer.alloc(24);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(picture);
  picture.writeUInt32BE(400, 16);
  picture.writeUInt32BE(800, 20);
  const server = await listen(
    createServer(makeCredentials(authority, 'localhost'), ({ url, method }, response) => {
      const isPicture = url === '/sale.jpg';
      response.writeHead(200, isPicture ? { 'content-type': 'image/png' } : {});
      response.end(isPicture && method === 'GET' ? picture : '');
    }),
  );
  const host = `localhost:${server.port}`;
  const link = `  android: { deep_link: { ins_dl_internal: "https://${host}/p/{{name}}" } }\n`;
  const campaign = campaignText({ id: 'sale' }).replace('img.example.com/a.jpg', `${host}/sale.jpg`) + link;
  const names = Array.from({ length: 13 }, (_, index) => `p${index}@example.com,${index}\n`);
  const files = {
    'authority.pem': authority.certificate,
    'sale.campaign.yaml': campaign,
    'people.csv': `email,name\n${names.join('')}`,
  };
  const world = { files, hosts: { 'img.example.com': host }, env: { NODE_EXTRA_CA_CERTS: 'authority.pem' } };
  return { world, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

export const servedWorlds: Readonly<Record<string, () => Promise<ServedWorld>>> = {
  'ONLINE.md': playHosts,
  'TRY.md': playVendor,
  'docs/bucket.md': playBucket,
};
