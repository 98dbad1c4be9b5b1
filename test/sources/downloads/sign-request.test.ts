// Checks our signatures, and those of the server of our tests, against those that Amazon has published.
import { expect, test } from 'vitest';
import { addressOfObject, signRequest } from '../../../src/sources/downloads/sign-request.ts';
import { bucketKeys, reckonSignature } from '../../support/bucket-server.ts';

const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const keys = {
  accessKeyId: bucketKeys.AWS_ACCESS_KEY_ID,
  secretAccessKey: bucketKeys.AWS_SECRET_ACCESS_KEY,
};
const now = Date.UTC(2013, 4, 24);
const host = 'examplebucket.s3.amazonaws.com';
const usual = { host, 'x-amz-content-sha256': empty, 'x-amz-date': '20130524T000000Z' };

// docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, "Examples: Signature Calculations"
test.each([
  [
    'GET',
    '/test.txt',
    '',
    { ...usual, range: 'bytes=0-9' },
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  ],
  ['GET', '/', 'lifecycle', usual, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
  ['GET', '/', 'max-keys=2&prefix=J', usual, '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
  [
    'PUT',
    '/test%24file.text',
    '',
    {
      host,
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      'x-amz-date': '20130524T000000Z',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    },
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  ],
])('%s %s?%s has the published signature', async (method, path, query, headers, signature) => {
  expect(reckonSignature({ method, path, query, headers, region: 'us-east-1' })).toBe(signature);
  // We do not sign the range, and need not.
  if ('range' in headers) return;
  const own = Object.entries(headers).filter(([name]) => name !== 'host' && name !== 'x-amz-date');
  const url = new URL(`https://${host}${path}${query === '' ? '' : `?${query}`}`);
  const signed = await signRequest({ method, url, headers: new Headers(own), region: 'us-east-1', keys, now });
  expect(signed.get('authorization')).toContain(`Signature=${signature}`);
  expect(signed.get('authorization')).toContain(`SignedHeaders=${Object.keys(headers).toSorted().join(';')},`);
});

test('names of objects are encoded as they are signed, and buckets with dots are not part of the host', () => {
  const place = { bucket: 'exports', region: 'eu-central-1' };
  expect(addressOfObject(place, "a b/ü+(1)*'!.csv").href).toBe(
    'https://exports.s3.eu-central-1.amazonaws.com/a%20b/%C3%BC%2B%281%29%2A%27%21.csv',
  );
  expect(addressOfObject({ ...place, bucket: 'crm.exports' }, 'a.csv').href).toBe(
    'https://s3.eu-central-1.amazonaws.com/crm.exports/a.csv',
  );
  expect(addressOfObject({ ...place, endpoint: 'http://127.0.0.1:9000' }, 'a.csv').href).toBe(
    'http://127.0.0.1:9000/exports/a.csv',
  );
});
