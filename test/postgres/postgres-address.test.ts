// The address of a ledger on PostgreSQL: what it may contain, and that errors in it are reported without the password.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { getCACertificates } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/errors.ts';
import { readPostgresAddress } from '../../src/postgres/postgres-address.ts';

const read = (address: string) => readPostgresAddress(address, 'LEDGER');

describe('readPostgresAddress', () => {
  test('uses the defaults of PostgreSQL for what is missing', () => {
    expect(read('postgres://ada@localhost/push')).toEqual({
      host: 'localhost',
      port: 5_432,
      database: 'push',
      user: 'ada',
      password: undefined,
      schema: 'pushplan',
      tls: false,
      channelBinding: 'disable',
      applicationName: 'pushplan',
      connectTimeout: 5_000,
      keepAliveDelay: 0,
      shown: 'postgres://ada@localhost:5432/push',
    });
  });

  test('decodes the parts, and does not show the password', () => {
    const address = read('postgresql://a%40b:p%2F%20%25w@[::1]:6000/my%20db?schema=push_2');
    expect(address).toMatchObject({ host: '::1', port: 6_000, user: 'a@b', password: 'p/ %w', schema: 'push_2' });
    expect(address.shown).toBe('postgres://a@b@::1:6000/my db?schema=push_2');
    expect(read('postgres://ada@x/push?host=/var/run/postgresql')).toMatchObject({
      host: '/var/run/postgresql',
      tls: false,
    });
  });

  test('reads a Unix socket in the forms of libpq', () => {
    const socket = { host: '/var/run/postgresql', port: 5_433, user: 'ada', database: 'push', tls: false };
    for (const address of [
      'postgresql://ada@:5433/push?host=/var/run/postgresql',
      'postgresql://ada@%2Fvar%2Frun%2Fpostgresql:5433/push',
      'postgresql://ada@ignored:5433/push?host=%2Fvar%2Frun%2Fpostgresql',
    ]) {
      expect(read(address)).toMatchObject(socket);
    }
  });

  test('reads the connection parameters of libpq', () => {
    const said = 'application_name=spring%20sale&connect_timeout=20&channel_binding=require';
    const alive = 'keepalives=1&keepalives_idle=30&keepalives_interval=5&keepalives_count=3';
    expect(read(`postgres://ada@localhost/push?${said}&${alive}`)).toMatchObject({
      applicationName: 'spring sale',
      connectTimeout: 20_000,
      channelBinding: 'require',
      keepAliveDelay: 30_000,
    });
    expect(read('postgres://ada@localhost/push?keepalives=0')).toMatchObject({ keepAliveDelay: false });
  });

  test('takes the authorities that the machine trusts for sslrootcert=system', () => {
    const { tls } = read('postgres://ada@db.example.com/push?sslmode=verify-full&sslrootcert=system');
    expect(tls).toEqual({ ca: getCACertificates('system'), rejectUnauthorized: true });
  });

  test.each<[string, unknown]>([
    ['disable', false],
    ['require', { rejectUnauthorized: false }],
    ['verify-ca', { rejectUnauthorized: true, checkServerIdentity: expect.any(Function) }],
    ['verify-full', { rejectUnauthorized: true }],
  ])('sets up TLS for sslmode=%s', (mode, tls) => {
    expect(read(`postgres://ada@db.example.com/push?sslmode=${mode}`).tls).toEqual(tls);
  });

  test("checks an authority of one's own, even if the name is not checked", () => {
    const file = path.join(os.tmpdir(), `pushplan-ca-${randomBytes(4).toString('hex')}.pem`);
    fs.writeFileSync(file, 'the authority');
    try {
      const at = (mode: string) => read(`postgres://a@db/push?sslmode=${mode}&sslrootcert=${file}`).tls;
      expect(at('verify-full')).toEqual({ ca: 'the authority', rejectUnauthorized: true });
      for (const mode of ['require', 'verify-ca']) {
        const tls = at(mode);
        expect(tls).toEqual({
          ca: 'the authority',
          rejectUnauthorized: true,
          checkServerIdentity: expect.any(Function),
        });
        if (tls === false || tls.checkServerIdentity === undefined) throw new Error('there is no TLS');
        expect(tls.checkServerIdentity('another.example.com', {} as never)).toBeUndefined();
      }
    } finally {
      fs.rmSync(file);
    }
  });

  test.each([
    ['postgres://ada:geheim@/push', 'names no host'],
    ['postgres://ada:geheim@db:port/push', 'is not a URL of PostgreSQL'],
    ['mysql://ada:geheim@db/push', 'is not a URL of PostgreSQL'],
    ['postgres:///push', 'names no host'],
    ['postgres:///push?password=geheim', 'has the parameter "password", which is not known'],
    ['postgres://:geheim@db/push', 'names no user'],
    ['postgres://ada:geheim@db', 'names no database'],
    ['postgres://ada:geheim%@db/push', 'has a password that is not percent-encoded'],
    ['postgres://ada:geheim@db/push', 'does not say sslmode'],
    ['postgres://ada:geheim@db/push?sslmode=prefer', 'has an sslmode that is not known'],
    [
      'postgres://ada:geheim@db/push?sslmode=verify-full&sslrootcert=/nowhere',
      'names /nowhere as sslrootcert, which cannot be read',
    ],
    ['postgres://ada:geheim@127.example.com/push', 'does not say sslmode'],
    ['postgres://ada:geheim@localhost/push?schema=Push', 'has a schema that is not'],
    ['postgres://ada:geheim@localhost/push?schema=pg_push', 'has a schema that is not'],
    [
      'postgres://ada:geheim@localhost/push?shema=push',
      'has the parameter "shema", which is not known: there are schema, host',
    ],
    ['postgres://ada:geheim@localhost/push?search_path=push', 'has the parameter "search_path", which is not known'],
    ['postgres://ada:geheim@localhost/push?options=-csearch_path%3Dpush', 'has the parameter "options"'],
    ['postgres://ada:geheim@localhost/push?schema=a&schema=b', 'has the parameter "schema" twice'],
    ['postgres://ada:ge/heim@localhost/push', 'has "/" before an @: in a password it is written %2F'],
    ['postgres://ada:12/geheim@localhost/push', 'has "/" before an @: in a password it is written %2F'],
    ['postgres://ada:ge?heim@localhost/push', 'has "?" before an @: in a password it is written %3F'],
    ['postgres://ada:ge#heim@localhost/push', 'has "#" before an @: in a password it is written %23'],
    // Otherwise "geheim@localhost" would be the host, which is looked up and shown.
    ['postgres://ada:a@geheim@localhost/push', 'has "@" before an @: in a password it is written %40'],
    ['postgres://ada:a@geheim@db/push?sslmode=require', 'has "@" before an @: in a password it is written %40'],
    ['postgres://ada:geheim@localhost/push#x', 'has a # that is not percent-encoded'],
    ['postgres://ada:geheim@a,b/push?sslmode=verify-full', 'names several hosts'],
    ['postgres://ada:geheim@localhost/push?channel_binding=yes', 'has a channel_binding that is not'],
    [
      'postgres://ada:geheim@localhost/push?connect_timeout=0',
      'has a connect_timeout that is not a number of seconds from 1',
    ],
    ['postgres://ada:geheim@localhost/push?keepalives_idle=soon', 'has a keepalives_idle that is not a number'],
    ['postgres://ada:geheim@db/push?sslmode=verify-full&sslcert=/nowhere', 'names only one of sslcert and sslkey'],
    ['postgres://ada:geheim@db/push?sslmode=verify-full&sslcert=/nowhere&sslkey=/no', 'names /nowhere as sslcert'],
  ])('refuses %s because it %s', (address, what) => {
    const refusal = refusalOf(() => read(address));
    expect(refusal).toMatchObject({ exitCode: 3, diagnostics: [{ code: 'PP315' }] });
    expect(refusal.message).toContain(`the address in LEDGER ${what}`);
    expect(JSON.stringify(refusal.diagnostics)).not.toContain('geheim');
  });
});

function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
