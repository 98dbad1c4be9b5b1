// validate --online against a real HTTPS server on this machine, which pushplan.yaml has to allow.
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join } from 'node:path';
import tls from 'node:tls';
import { describe, expect, it } from 'vitest';
import { Addresses } from '../../../src/commands/online/addresses.ts';
import { checkOnline } from '../../../src/commands/online/check-online.ts';
import { readPictureSize } from '../../../src/sources/downloads/picture-size.ts';
import { aCampaign, aRecipient } from '../../support/a-campaign.ts';
import { makeAuthority, makeCredentials } from '../../support/certificate.ts';
import { pushplan } from '../../support/cli.ts';
import { listen, type Listening } from '../../support/listen.ts';
import { makeWorkspace, sandboxOnly, type TestWorkspace } from '../../support/workspace.ts';

const authority = makeAuthority('online test authority');
tls.setDefaultCACertificates([...tls.getCACertificates('default'), authority.certificate]);
const credentials = makeCredentials(authority, 'localhost');

function png(width: number, height: number, length = 24): Buffer {
  const bytes = Buffer.alloc(length);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

const good = png(1024, 512);

/** By path: a status, headers and the bytes of a picture, if any. */
const served: Readonly<Record<string, readonly [number, Record<string, string>, Buffer?]>> = {
  '/good.png': [200, { 'content-type': 'image/png' }, good],
  '/tall.png': [200, { 'content-type': 'image/png; charset=x' }, png(400, 800)],
  '/large.png': [200, { 'content-type': 'image/png', 'content-length': '6000000' }, png(1024, 512, 6_000_000)],
  '/page.png': [200, { 'content-type': 'text/html' }, Buffer.from('<html>')],
  '/moved': [301, { location: 'https://elsewhere.example.com/x' }],
  '/shop': [200, {}],
  '/head': [405, {}],
};

interface Served extends Listening {
  readonly asked: string[];
}

async function startServer(): Promise<Served> {
  const asked: string[] = [];
  const server = await listen(
    createServer(credentials, ({ method, url = '' }, response) => {
      asked.push(`${method} ${url}`);
      if (url === '/silent') return;
      const [status, headers, body] = served[url] ?? [404, {}];
      response.writeHead(url === '/head' && method === 'GET' ? 200 : status, headers).end(method === 'GET' ? body : '');
    }),
  );
  return { ...server, asked };
}

async function makeCampaign(port: number, pushplanYaml: string): Promise<TestWorkspace> {
  const at = `https://localhost:${port}`;
  const rows = ['good.png', 'tall.png', 'large.png', 'page.png', 'none.png'].map((name, index) =>
    [`p${index}@example.com`, `${at}/${name}`, index === 0 ? `${at}/moved` : `${at}/shop`].join(','),
  );
  return makeWorkspace({
    'pushplan.yaml': pushplanYaml,
    'people.csv': ['email,picture,link', ...rows, ''].join('\n'),
    'a.campaign.yaml': `version: 1
id: a
audience: { file: people.csv }
notification:
  identifiers: { email: '{{email}}' }
  camp_id: 7
  camp_name: A
  title: Hello
  message: You
  image_url: '{{picture}}'
  android: { deep_link: { ins_dl_internal: '{{link}}', ins_dl_external: '${at}/head' } }
  ios: { deep_link: { ins_dl_internal: '{{link}}', ins_dl_external: 'https://shop.example.com/' } }
`,
  });
}

async function validate(root: string, env: Record<string, string>, ...more: string[]) {
  const result = await pushplan(['validate', '--json', ...more], { cwd: root, env });
  const { diagnostics }: { diagnostics: { severity: string; code: string; line: number; message: string }[] } =
    JSON.parse(result.stdout);
  const found = diagnostics
    .filter(({ code }) => ['PP253', 'PP254', 'PP255'].includes(code))
    .map(({ severity, code, line, message }) => `${severity} ${code} ${line} ${message}`);
  return { ...result, found: found.toSorted() };
}

function side(name: string): unknown {
  return { repo: { full_name: name } };
}

describe('validate --online', () => {
  it('requests each address of an allowed host once, and reports those with problems', async () => {
    await using server = await startServer();
    await using workspace = await makeCampaign(server.port, `${sandboxOnly}online_hosts: [localhost]\n`);
    const host = `localhost:${server.port}`;
    const { found, exitCode, stderr } = await validate(workspace.root, {}, '--online');
    expect(found).toEqual([
      `warning PP253 10 the picture of row 5 (${host}) answers 404`,
      `warning PP253 11 the link of row 1 (${host}) is a redirect (301, to elsewhere.example.com)`,
      `warning PP254 10 the picture of row 2 (${host}) is 400 x 800, and phones show pictures twice as wide as high whole`,
      `warning PP254 10 the picture of row 3 (${host}) has 6 MB, and phones load no more than 5 MB`,
      `warning PP254 10 the picture of row 4 (${host}) is not a picture that phones show: it is of the type "text/html"`,
      'warning PP255 12 shop.example.com is not under online_hosts, so 1 address there was not asked for',
    ]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Checked 8 addresses: 3 as they should be.');
    expect(server.asked.toSorted()).toEqual([
      'GET /good.png',
      'GET /head',
      'GET /large.png',
      'GET /none.png',
      'GET /page.png',
      'GET /tall.png',
      'HEAD /head',
      'HEAD /moved',
      'HEAD /shop',
    ]);
    const strict = await validate(workspace.root, {}, '--fail-on-online');
    expect(strict.exitCode).toBe(3);
    expect(strict.found.filter((one) => one.startsWith('error'))).toHaveLength(5);
  });

  it('contacts no host that is not allowed, and none for a fork', async () => {
    await using server = await startServer();
    await using closed = await makeCampaign(server.port, sandboxOnly);
    expect((await validate(closed.root, {}, '--online')).found).toHaveLength(2);
    await using workspace = await makeCampaign(server.port, `${sandboxOnly}online_hosts: [localhost]\n`);
    const event = join(workspace.root, 'event.json');
    await writeFile(event, JSON.stringify({ pull_request: { head: side('eve/shop'), base: side('acme/shop') } }));
    const github = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: event };
    for (const env of [github, { CI: '1' }]) {
      const { found, exitCode } = await validate(workspace.root, env, '--fail-on-online');
      expect([exitCode, found.length, found[0]]).toEqual([0, 1, expect.stringContaining('from a fork')]);
    }
    expect(server.asked).toEqual([]);
    await writeFile(event, JSON.stringify({ pull_request: { head: side('acme/shop'), base: side('acme/shop') } }));
    await validate(workspace.root, github, '--online');
    expect(server.asked.length).toBeGreaterThan(5);
    expect((await pushplan(['validate', '--online', '--no-rows'], { cwd: workspace.root })).exitCode).toBe(3);
  });

  it('stops waiting after its time limit, and checks at most 500 addresses', async () => {
    await using server = await startServer();
    const campaign = aCampaign();
    const addresses = new Addresses();
    for (const path of ['silent', ...Array.from({ length: 500 }, (_, index) => `n${index}`)]) {
      const url = `https://${path === 'silent' ? 'localhost' : 'other.example.com'}:${server.port}/${path}`;
      addresses.look(campaign, { recipient: aRecipient({}), payload: JSON.stringify({ image_url: url }) });
    }
    const here = {
      allowedHosts: [],
      onlineHosts: ['localhost'],
      file: 'pushplan.yaml',
      locate: () => ({ file: '', line: 1, column: 1 }),
    };
    const { diagnostics } = await checkOnline({ env: {}, version: '1' }, here, addresses, { one: 60, all: 120_000 });
    expect(diagnostics.map(({ code, message }) => `${code} ${message.replace(/:\d+/, '')}`)).toEqual([
      'PP253 the picture of row 1 (localhost) does not answer: the answer did not come in time (TimeoutError)',
      'PP255 other.example.com is not under online_hosts, so 499 addresses there were not asked for',
      'PP255 there are more than 500 addresses, and the others were not checked',
    ]);
  });
});

describe('the size of a picture', () => {
  it.each([
    ['474946383961e803f401', { format: 'GIF', width: 1000, height: 500 }],
    ['ffd8ffe000040000ffc0001108020004000301', { format: 'JPEG', width: 1024, height: 512 }],
    ['ffd8ffe000040000', { format: 'JPEG', width: 0, height: 0 }],
    [`52494646000000005745425056503858${'00'.repeat(8)}ff0300ff0100`, { format: 'WebP', width: 1024, height: 512 }],
    [`5249464600000000574542505650384c${'00'.repeat(4)}2fffc37f00`, { format: 'WebP', width: 1024, height: 512 }],
    [`52494646000000005745425056503820${'00'.repeat(10)}00040002`, { format: 'WebP', width: 1024, height: 512 }],
    ['89504e470d0a1a0a', { format: 'PNG', width: 0, height: 0 }],
    ['3c68746d6c3e', undefined],
  ])('is read from %s', (hex, size) => {
    expect(readPictureSize(Buffer.from(hex, 'hex'))).toEqual(size);
  });
});
