// Signs requests to a bucket as S3 requires (Signature Version 4).
import { AwsV4Signer } from 'aws4fetch';
import type { BucketPlace } from '../../campaign/audience-source.ts';
import { readHeaderVariable, readVariable, type NamedPlace } from '../source-refusal.ts';
import type { SourceWorld } from '../source.ts';

export interface BucketKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Throws a Refusal (exit 3) if a key is not set, or cannot be sent. */
export function readBucketKeys(source: NamedPlace, world: Pick<SourceWorld, 'env' | 'hide'>): BucketKeys {
  const hasToken = (world.env['AWS_SESSION_TOKEN']?.trim() ?? '') !== '';
  return {
    accessKeyId: readHeaderVariable(source, 'AWS_ACCESS_KEY_ID', world),
    secretAccessKey: readVariable(source, 'AWS_SECRET_ACCESS_KEY', world),
    ...(hasToken && { sessionToken: readHeaderVariable(source, 'AWS_SESSION_TOKEN', world) }),
  };
}

/** Amazon's addresses have the bucket in the host name, unless a dot in it would not match the certificate. */
export function addressOfObject({ bucket, region, endpoint }: BucketPlace, name: string): URL {
  const path = name.split('/').map(encodeStrictly).join('/');
  if (endpoint !== undefined) return new URL(`${endpoint}/${bucket}/${path}`);
  const host = `s3.${region}.amazonaws.com`;
  return new URL(bucket.includes('.') ? `https://${host}/${bucket}/${path}` : `https://${bucket}.${host}/${path}`);
}

/** Encodes as the signature requires: S3 also wants characters encoded that URLs leave as they are. */
function encodeStrictly(step: string): string {
  return encodeURIComponent(step).replaceAll(
    /[!'\(\)*]/gv,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

interface RequestToSign {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly region: string;
  readonly keys: BucketKeys;
  /** Milliseconds since 1970. Servers refuse a signature that is more than some minutes old. */
  readonly now: number;
}

/** Returns the headers with the signature added. The digest of a body must be in x-amz-content-sha256. */
export async function signRequest({ method, url, headers, region, keys, now }: RequestToSign): Promise<Headers> {
  const datetime = new Date(now).toISOString().replaceAll(/[\-:]|\.\d{3}/gv, '');
  const signer = new AwsV4Signer({ method, url: url.href, headers, ...keys, service: 's3', region, datetime });
  return (await signer.sign()).headers;
}
