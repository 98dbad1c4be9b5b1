// Makes X.509 certificates, so that tests of TLS need neither openssl nor private keys in the repository.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

export interface Authority {
  readonly name: string;
  readonly key: KeyObject;
  /** PEM. */
  readonly certificate: string;
}

export interface Credentials {
  /** Both in PEM. */
  readonly cert: string;
  readonly key: string;
}

interface Subject {
  readonly name: string;
  readonly isAuthority: boolean;
  readonly publicKey: KeyObject;
  /** The first and the last year of validity; the last is exclusive. */
  readonly valid: readonly [number, number];
}

const always = [2020, 2049] as const;

export function makeAuthority(name: string): Authority {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = { name, isAuthority: true, publicKey, valid: always };
  return { name, key: privateKey, certificate: issue(subject, name, privateKey) };
}

/** `host` is a host name, which may begin with "*.". */
export function makeCredentials(
  authority: Authority,
  host: string,
  valid: readonly [number, number] = always,
): Credentials {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const cert = issue({ name: host, isAuthority: false, publicKey, valid }, authority.name, authority.key);
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** Follows the structure of RFC 5280, section 4.1. The numbers are the tags of DER. */
function issue(subject: Subject, issuer: string, issuerKey: KeyObject): string {
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const extension = subject.isAuthority
    ? sequence(oid('551d13'), tagged(0x04, sequence(tagged(0x01, Buffer.of(0xff)))))
    : sequence(oid('551d11'), tagged(0x04, sequence(tagged(0x82, Buffer.from(subject.name)))));
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.of(2))),
    tagged(0x02, Buffer.of(subject.isAuthority ? 1 : 2)),
    algorithm,
    distinguishedName(issuer),
    sequence(...subject.valid.map(newYear)),
    distinguishedName(subject.name),
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(extension)),
  );
  const signature = tagged(0x03, Buffer.concat([Buffer.of(0), sign('sha256', body, issuerKey)]));
  const base64 = sequence(body, algorithm, signature).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

function distinguishedName(name: string): Buffer {
  return sequence(tagged(0x31, sequence(oid('550403'), tagged(0x0c, Buffer.from(name)))));
}

function newYear(year: number): Buffer {
  return tagged(0x17, Buffer.from(`${String(year % 100).padStart(2, '0')}0101000000Z`));
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  if (length < 0x100) return Buffer.concat([Buffer.of(tag, 0x81, length), content]);
  return Buffer.concat([Buffer.of(tag, 0x82, length >> 8, length & 0xff), content]);
}
