// Objects of a bucket, from a server that checks signatures.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readFetch } from '../../support/documents.ts';
import { bucketKeys, startBucket } from '../../support/bucket-server.ts';
import { cutAfter } from '../../support/object-server.ts';
import { makeSourceWorld } from '../../support/source-world.ts';
import { people } from '../../support/workspace.ts';

const bytes = Buffer.from(people(3000));
const sha256 = createHash('sha256').update(bytes).digest('hex');

test('an object is fetched with signed requests, also the rest of one that was cut, and refusals of the server are reported', async () => {
  await using server = await startBucket();
  server.objects.set('/crm-exports/vip%20%28new%29/%C3%BC.csv', bytes);
  const place = `kind: s3, bucket: crm-exports, endpoint: "${server.url}"`;
  const source = `  exports: { ${place}, region: eu-central-1 }\n`;
  await using world = await makeSourceWorld(source, '{ source: exports, object: "vip (new)/ü.csv" }');
  server.fault = (response, _request, number) => number === 1 && cutAfter(response, bytes, 40_000);
  const env = { ...bucketKeys, AWS_SESSION_TOKEN: 'sitzung123' };
  const fetched = await world.run(['fetch', '--json'], { env });
  expect(fetched.stdout).toContain('"fetched"');
  expect(readFetch(fetched).campaigns).toMatchObject([{ rows: 3000, sha256 }]);
  expect(server.requests).toHaveLength(2);
  expect(server.requests[1]?.headers).toMatchObject({ 'x-amz-security-token': 'sitzung123' });
  expect(await world.lock()).not.toMatch(/sitzung|AKIA|wJalr/v);

  expect(await world.refused()).toMatch(/^3\nPP283 .* AWS_ACCESS_KEY_ID, which is not set/v);
  for (const [name, value] of [
    ['AWS_ACCESS_KEY_ID', 'AKIA\nAKIA'],
    ['AWS_SESSION_TOKEN', 'sitzung–123'],
  ]) {
    expect(await world.refused({ ...bucketKeys, [name ?? '']: value })).toMatch(
      new RegExp(`^3\\nPP283 pushplan.yaml:6:3 the source exports cannot be sent ${name} in a header`, 'v'),
    );
  }
  const wrong = { ...bucketKeys, AWS_SECRET_ACCESS_KEY: 'falscherschluessel' };
  expect(await world.refused(wrong)).toMatch(/^3\nPP285 .* answers 403 \(SignatureDoesNotMatch\)$/v);
  await world.settings(`  exports: { ${place} }\n`);
  const elsewhere = await world.run(['fetch'], { env: bucketKeys });
  expect(elsewhere.stderr).toContain('The bucket is in another region: region: eu-central-1');
  server.objects.clear();
  await world.settings(source);
  expect(await world.refused(bucketKeys)).toMatch(/^3\nPP285 .* answers 404 \(NoSuchKey\)$/v);
});
