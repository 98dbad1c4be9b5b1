// The key never gets out: not through an answer of the API or a finding about a file, in no output and in no ledger.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findCanaries, apiKey } from '../proof/canaries.ts';
import { pushplan } from '../support/cli.ts';
import { http, startRawServer } from '../support/raw-server.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const word = 'the_key_that_a_vendor_repeats_as_a_code';
/** The address of the person in people(1). */
const address = 'person0@example.com';
const answers: readonly [string, string, number, unknown][] = [
  ['as the code of a refusal', word, 400, { error: word }],
  ['as its text', apiKey, 400, { error: 'negative_integer', message: `bad ${apiKey}` }],
  ['in base64, by a proxy', apiKey, 422, `<p>${Buffer.from(`user:${apiKey}`).toString('base64')}</p>`],
  ['percent-encoded', apiKey, 413, encodeURIComponent(apiKey)],
  [
    'as a reason',
    'TheKeyAsAReason',
    200,
    { successes: [], errors: { TheKeyAsAReason: [{ 'INSIDER.email': address }] } },
  ],
  ['as an attribute', apiKey, 200, { successes: [{ 'INSIDER.email': address, 'INSIDER.name': apiKey }], errors: {} }],
];

test.each(answers)('an API that answers with the key %s', async (_how, key, status, body) => {
  await using server = await startRawServer({
    onRequest: (socket) => {
      socket.end(http(status, typeof body === 'string' ? body : JSON.stringify(body)));
    },
  });
  await using workspace = await makeWorkspace({ 'hello.campaign.yaml': campaignText(), 'people.csv': people(1) });
  const environment = `{ endpoint: '${server.url}', api_key_env: KEY, message_center: off }`;
  await workspace.write('pushplan.yaml', `version: 1\nenvironments:\n  local: ${environment}\n`);
  const run = (...argv: string[]) => pushplan(argv, { cwd: workspace.root, env: { KEY: key } });
  const outputs = [
    await run('apply', '--yes', '--report', 'report.ndjson'),
    await run('status', '--json'),
    await run('apply', '--yes', '--json'),
  ];
  const texts = outputs.flatMap(({ stdout, stderr }) => [stdout, stderr]);
  const written = await Promise.all(
    ['.pushplan/local.db', 'report.ndjson'].map((file) => readFile(join(workspace.root, file))),
  );
  expect(server.received.length).toBeGreaterThan(0);
  for (const content of [...texts, ...written]) {
    expect(findCanaries(content)).toEqual([]);
    expect(content.includes(key)).toBe(false);
  }
});

test('a file that contains the key: findings do not show it, and render prints the file as it is', async () => {
  const key = 'a-key-that-is-also-in-a-file';
  const text = campaignText().replace('title: ', `title: '${key}' # `);
  await using workspace = await makeWorkspace({ 'hello.campaign.yaml': text, 'people.csv': people(1) });
  const environment = "{ endpoint: 'http://127.0.0.1:1', api_key_env: KEY }";
  await workspace.write('pushplan.yaml', `version: 1\nenvironments:\n  local: ${environment}\n`);
  const run = (...argv: string[]) => pushplan(argv, { cwd: workspace.root, env: { KEY: key } });
  const applied = await run('apply', '--max-duration', '1s', '--yes');
  expect(applied.stderr).toContain('[secret]');
  expect(applied.stdout + applied.stderr).not.toContain(key);
  expect((await run('render', 'hello.campaign.yaml')).stdout).toContain(key);
});
