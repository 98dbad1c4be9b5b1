// pushplan preview --watch: serves a page on this machine that is updated at each save.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { pushplan } from '../../support/cli.ts';
import { save, startWatching } from '../../support/watching.ts';
import { campaignText, makeWorkspace } from '../../support/workspace.ts';

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': 'email,name\nada@example.com,Ada\n' };

async function get(url: string, headers: Record<string, string> = {}, method = 'GET') {
  const sent = request(url, { method, headers, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
}

/** Waits for the event that reports a newer page. */
async function nextChange(url: string): Promise<string> {
  const response = await fetch(url);
  const { body } = response;
  if (body === null) throw new Error('there is no answer');
  let heard = '';
  for await (const piece of body) {
    heard += new TextDecoder().decode(piece);
    if (heard.includes('data:')) break;
  }
  return heard;
}

test('serves the page, notifies it of changes, and shows errors in its place', async () => {
  await using workspace = await makeWorkspace(files);
  const watching = await startWatching(['preview', '--watch'], { cwd: workspace.root });
  const said = await watching.until(/until Ctrl-C/v);
  const url = /http:\/\/127\.0\.0\.1:\d+\//v.exec(said)?.[0] ?? '';
  const { status, body } = await get(url);
  expect({ status, isPage: body.includes('Hello Lor') }).toEqual({ status: 200, isPage: true });
  const [, script = ''] = /<script>(.*)<\/script>/v.exec(body) ?? [];
  const hash = createHash('sha256').update(script).digest('base64');
  expect(body).toContain(`default-src 'none'; script-src 'sha256-${hash}'; connect-src 'self'; style-src`);
  const [, after = ''] = /'(\/changes\?after=\d+)'/v.exec(script) ?? [];

  const change = nextChange(new URL(after, url).href);
  await save(workspace, 'hello.campaign.yaml', campaignText({ title: 'Good day {{name}}' }));
  expect(await change).toContain('data: changed');
  expect((await get(url)).body).toContain('Good day Lor');
  // A page that was loaded before the change is notified at once.
  expect(await nextChange(new URL(after, url).href)).toContain('data: changed');

  await save(workspace, 'hello.campaign.yaml', 'version: 1\nid: hello\n');
  await watching.until(/error/v);
  expect((await get(url)).body).toContain('There is no plan until');
  expect(await get(`${url}other`)).toMatchObject({ status: 404 });
  expect(await get(url, { host: 'evil.example.com' })).toMatchObject({ status: 403, body: '' });
  expect(await get(url, {}, 'POST')).toMatchObject({ status: 403, body: '' });
  expect(await watching.end()).toMatchObject({ exitCode: 0 });
  await expect(get(url)).rejects.toThrow('ECONNREFUSED');
});

test.each([['--out', 'p.html'], ['--json'], ['--show-pii']])('cannot be combined with %s', async (...argv) => {
  await using workspace = await makeWorkspace(files);
  const result = await pushplan(['preview', '--watch', ...argv], { cwd: workspace.root, isTerminal: true });
  expect(result.exitCode).toBe(3);
  expect(result.stdout + result.stderr).toContain('PP502');
  expect(result.stdout + result.stderr).toMatch(/run\s+preview\s+without\s+--watch/v);
});
