// The digests that the bytes of an object must have: the one that the campaign or a lock declares, and the one that the server sends.
import { exitCodes, type Refusal } from '../../errors.ts';
import { refuseSource, type NamedPlace } from '../source-refusal.ts';

export class ExpectedDigest {
  /** The declared digest, in hexadecimal. */
  readonly declared: string | undefined;
  /** The server's digest, in hexadecimal: an S3 checksum (of an object not uploaded in parts), or one of RFC 9530 or its predecessor. */
  readonly said: string | undefined;

  constructor(declared: string | undefined, headers: Readonly<Record<string, string>>) {
    this.declared = declared;
    const { 'x-amz-checksum-sha256': ofBucket = '', 'repr-digest': ofServer = '', digest = '' } = headers;
    const [, base64] =
      /^([A-Za-z0-9+\/]{43}=)$/v.exec(ofBucket) ??
      /(?:^|[,\s])sha-256=:([A-Za-z0-9+\/]{43}=):/iv.exec(ofServer) ??
      /(?:^|[,\s])sha-256=([A-Za-z0-9+\/]{43}=)(?:$|[,\s])/iv.exec(digest) ??
      [];
    this.said = base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('hex');
  }
}

/** Throws a Refusal if the bytes have another digest. */
export function judgeDigest(source: NamedPlace, digest: Buffer, { declared, said }: ExpectedDigest): void {
  const found = digest.toString('hex');
  if (said !== undefined && said !== found) throw refuseDamaged(source);
  if (declared === undefined || declared === found) return;
  throw refuseSource(source, {
    code: 'PP287',
    exitCode: exitCodes.stale,
    what: `gives other bytes than ${source.name === undefined ? 'the lock says' : 'declared'}: SHA-256 ${found} in place of ${declared}`,
    help:
      source.name === undefined
        ? 'Nothing was kept. Somebody has changed it there: remove it from the data store, and fetch again where the data is.'
        : 'Nothing was kept. If the new object is meant, write its digest.',
  });
}

function refuseDamaged(source: NamedPlace): Refusal {
  return refuseSource(source, {
    code: 'PP288',
    exitCode: exitCodes.unexpected,
    what: 'gives bytes that do not have the digest in its own headers',
    help: 'They were damaged on the way. Fetch again; what was fetched before stays.',
  });
}
