// A server with the part of S3 that pushplan uses. It verifies every signature with a computation of its own.
// docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
import { createHash, createHmac } from 'node:crypto';
import { startObjects, type Denial, type ObjectServer, type SeenRequest } from './object-server.ts';

export const bucketKeys = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

export interface SignedParts {
  readonly method: string;
  /** The path as it is sent. */
  readonly path: string;
  /** The query as it is sent, without the question mark. */
  readonly query?: string;
  /** The signed headers, with names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly region: string;
}

/** Returns the signature in hexadecimal. */
export function reckonSignature({ method, path, query = '', headers, region }: SignedParts): string {
  const names = Object.keys(headers).toSorted();
  const search = query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => (part.includes('=') ? part : `${part}=`))
    .toSorted()
    .join('&');
  const canonical = [
    method,
    path,
    search,
    ...names.map((name) => `${name}:${headers[name]?.trim()}`),
    '',
    names.join(';'),
    headers['x-amz-content-sha256'],
  ].join('\n');
  const time = headers['x-amz-date'] ?? '';
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>(
    (secret, part) => hmac(secret, part),
    `AWS4${bucketKeys.AWS_SECRET_ACCESS_KEY}`,
  );
  return hmac(key, text).toString('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

const region = 'eu-central-1';

export function startBucket(): Promise<ObjectServer> {
  return startObjects({ judge: judgeSignature });
}

function judgeSignature(request: SeenRequest): Denial | undefined {
  const { method, headers, body } = request;
  const [path = '', query = ''] = request.path.split('?');
  const found =
    /^AWS4-HMAC-SHA256 Credential=(?<key>[^\/]+)\/(?<day>\d{8})\/(?<region>[^\/]+)\/s3\/aws4_request, SignedHeaders=(?<names>[^,]+), Signature=(?<signature>[0-9a-f]{64})$/v.exec(
      headers.authorization ?? '',
    )?.groups;
  if (found === undefined) return deny(403, 'AccessDenied');
  if (found['key'] !== bucketKeys.AWS_ACCESS_KEY_ID) return deny(403, 'InvalidAccessKeyId');
  if (found['region'] !== region) {
    return { ...deny(400, 'AuthorizationHeaderMalformed'), headers: { 'x-amz-bucket-region': region } };
  }
  const names = (found['names'] ?? '').split(';');
  const signed = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.includes(name)))
    return deny(403, 'AccessDenied');
  if (createHash('sha256').update(body).digest('hex') !== headers['x-amz-content-sha256']) {
    return deny(400, 'XAmzContentSHA256Mismatch');
  }
  const signature = reckonSignature({ method, path, query, headers: signed, region });
  return signature === found['signature'] ? undefined : deny(403, 'SignatureDoesNotMatch');
}

function deny(status: number, code: string): Denial {
  return { status, body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>` };
}
