// The list of forgotten people. Every ledger has it, and it applies to every campaign of every workspace.
import type { ForgottenInLedger, ForgetOrder } from '../../delivery/forgetting.ts';
import type { ForgottenPeople } from '../../plan/history.ts';
import { findChunksOf } from '../chunks/chunk-people.ts';
import type { ChunkMac } from '../chunks/chunk-mac.ts';
import { forgetInChunk } from '../chunks/forget-in-chunk.ts';
import { forgetHistory } from '../claims/forget-history.ts';
import { hash, integer, text } from '../row.ts';
import type { Sql } from '../sql.ts';
import { everyWorkspace } from './every-workspace.ts';
import { addListed } from './list-rows.ts';
import { writeListTerms } from './list-terms-text.ts';
import { listedHash } from './listed-hashes.ts';

const name = 'forgotten';

/** The end of the terms' JSON, in which the orders come last. */
const ordersEnd = ']}';

interface Forgetting extends Omit<ForgetOrder, 'person'> {
  readonly mac: ChunkMac;
  /** The person's hashes as in `req.person`, hex. */
  readonly hashes: readonly string[];
  /** Wall clock, milliseconds. */
  readonly at: number;
  /** Returns 32 unique hexadecimal digits. */
  readonly newKey: () => string;
}

/** Must be called in one transaction. @throws BrokenChunk, exit 4. */
export async function forgetPeople(sql: Sql, order: Forgetting): Promise<ForgottenInLedger> {
  const { mac, at, withHistory, newKey } = order;
  const hashes = new Set(order.hashes);
  const chunks = await findChunksOf(sql, mac, hashes);
  const newKeys = new Map<string, string>();
  const newKeyOf = (notification: string): string => {
    const key = newKeys.get(notification) ?? newKey();
    newKeys.set(notification, key);
    return key;
  };
  const forgotten = { waiting: 0, inDoubt: 0 };
  // Chunks come before the history, because the standings are looked up by the keys that forgetHistory() changes.
  for (const chunk of chunks) {
    const how = { mac, hashes, at, ...(withHistory && { newKeyOf }) };
    const { waiting, inDoubt } = await forgetInChunk(sql, chunk, how);
    forgotten.waiting += waiting;
    forgotten.inDoubt += inDoubt;
  }
  const history = withHistory ? await forgetHistory(sql, hashes, newKeyOf) : null;
  const listed = [...hashes].map(listedHash);
  const list = await noteOrder(sql, order);
  if (withHistory) {
    await dropListed(sql, list, listed);
  } else {
    await addListed(sql, list, listed);
  }
  await sql.run(
    'UPDATE list SET entries = (SELECT count(*) FROM list_person WHERE list_person.list = list.number) WHERE number = $1',
    list,
  );
  return { ...forgotten, history, listed: withHistory ? 0 : listed.length };
}

/** Records in the list's terms who asked for it and why, but not the person. Those who may send may write there. Returns the list's number. */
async function noteOrder(sql: Sql, { who, reason, at }: Forgetting): Promise<number> {
  const found = await sql.get(
    'SELECT number, terms FROM list WHERE workspace = $1 AND name = $2',
    everyWorkspace,
    name,
  );
  const order = JSON.stringify({ at: new Date(at).toISOString(), who, reason });
  if (found === undefined) {
    const made = await sql.one(
      'INSERT INTO list (workspace, name, version, entries, at, terms, whole) VALUES ($1, $2, $3, 0, $4, $5, true) RETURNING number',
      everyWorkspace,
      name,
      name,
      at,
      `${writeListTerms({ reason: 'suppressed', exceptTags: [] }).slice(0, -1)},"orders":[${order}]}`,
    );
    return integer(made, 'number');
  }
  const number = integer(found, 'number');
  const terms = `${text(found, 'terms').slice(0, -ordersEnd.length)},${order}${ordersEnd}`;
  await sql.run('UPDATE list SET terms = $1, at = $2 WHERE number = $3', terms, at, number);
  return number;
}

async function dropListed(sql: Sql, list: number, people: readonly string[]): Promise<void> {
  for (const person of people)
    await sql.run('DELETE FROM list_person WHERE list = $1 AND person = $2::uuid', list, person);
}

/** Returns hashes in the form of `listedHash`. */
export async function forgottenIn(sql: Sql): Promise<Omit<ForgottenPeople, 'prefix'>> {
  const rows = await sql.all(
    `SELECT list_person.person, list.at FROM list JOIN list_person ON list_person.list = list.number
     WHERE list.workspace = $1 AND list.name = $2 ORDER BY list_person.person`,
    everyWorkspace,
    name,
  );
  const at = Math.max(0, ...rows.slice(0, 1).map((row) => integer(row, 'at')));
  return { hashes: rows.map((row) => hash(row, 'person')), at };
}
