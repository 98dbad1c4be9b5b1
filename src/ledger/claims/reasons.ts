// The reasons of refusals and rejections. Each reason gets a byte when it first occurs.
import { bytes, otherByteOf, otherRefused, type Reason, type WithReason } from './outcome-bytes.ts';
import { integer, integerOrNull, text } from '../row.ts';
import type { Sql } from '../sql.ts';

export async function readReasons(sql: Sql): Promise<ReadonlyMap<number, Reason>> {
  const rows = await sql.all('SELECT byte, kind, reason FROM reason');
  return new Map(
    rows.map((row) => {
      const kind = text(row, 'kind');
      const known = kind === 'refused' || kind === 'reopened' ? kind : 'rejected';
      return [integer(row, 'byte'), { kind: known, reason: text(row, 'reason') }];
    }),
  );
}

/** Looks up each reason once. May write: if two transactions meet the same new reason, they take turns. */
export function byteFinder(sql: Sql): (outcome: WithReason) => Promise<number> {
  const asked = new Map<string, Promise<number>>();
  return (outcome) => {
    const reason = outcome.kind === 'refused' ? outcome.reason : outcome.code;
    const name = `${outcome.kind} ${reason}`;
    const byte = asked.get(name) ?? byteOfReason(sql, outcome.kind, reason);
    asked.set(name, byte);
    return byte;
  };
}

export async function byteOfReason(sql: Sql, kind: Reason['kind'], reason: string): Promise<number> {
  const known = await findByte(sql, kind, reason);
  if (known !== undefined) return known;
  await sql.alone('reason');
  const since = await findByte(sql, kind, reason);
  if (since !== undefined) return since;
  const used = await sql.one('SELECT max(byte) AS byte FROM reason WHERE byte < $1', otherRefused);
  const next = (integerOrNull(used, 'byte') ?? bytes.reasons - 1) + 1;
  if (next < otherRefused) return keepReason(sql, next, kind, reason);
  if (reason !== 'other') return byteOfReason(sql, kind, 'other');
  if (kind === 'reopened') return bytes.reopenedOther;
  return keepReason(sql, otherByteOf(kind), kind, reason);
}

async function findByte(sql: Sql, kind: Reason['kind'], reason: string): Promise<number | undefined> {
  const row = await sql.get('SELECT byte FROM reason WHERE kind = $1 AND reason = $2', kind, reason);
  return row === undefined ? undefined : integer(row, 'byte');
}

async function keepReason(sql: Sql, byte: number, kind: Reason['kind'], reason: string): Promise<number> {
  await sql.run('INSERT INTO reason (byte, kind, reason) VALUES ($1, $2, $3)', byte, kind, reason);
  return byte;
}
