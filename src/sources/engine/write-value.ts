// Writes a value of the engine as JSON: numbers keep every digit, and lists and structs keep their form.
import {
  DuckDBTypeId,
  type DuckDBListType,
  type DuckDBMapType,
  type DuckDBStructType,
  type DuckDBArrayType,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { ColumnType } from '../../campaign/campaign.ts';

export interface ValueWriter {
  readonly type: ColumnType;
  /** Returns JSON, or undefined for a number that JSON does not have. */
  write(value: DuckDBValue): string | undefined;
}

/** Returns undefined for a type without a text form, such as BLOB. */
export function writerOf(type: DuckDBType): ValueWriter | undefined {
  if (type.alias === 'JSON') return json;
  switch (type.typeId) {
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY:
      return writerOfList(type);
    case DuckDBTypeId.STRUCT:
      return writerOfStruct(type);
    case DuckDBTypeId.MAP:
      return writerOfMap(type);
    default:
      return single.get(type.typeId);
  }
}

function orNull(write: (value: DuckDBValue) => string | undefined): ValueWriter['write'] {
  return (value) => (value === null ? 'null' : write(value));
}

function writeFloat(value: number): string | undefined {
  return Number.isFinite(value) ? JSON.stringify(value) : undefined;
}

/** Returns the shortest number with the same 32 bits as the FLOAT: 1.1, not 1.100000023841858. */
function shorten(value: number): number {
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/** Writes ISO 8601. Undefined for infinity, and for years that it cannot express. */
function writeDate(text: string): string | undefined {
  return /^\d{4}-\d\d-\d\d(?: |$)/v.test(text) ? JSON.stringify(text.replace(' ', 'T')) : undefined;
}

/** Writes ISO 8601 in UTC. */
function writeInstant(value: DuckDBValue): string | undefined {
  if (typeof value !== 'object' || value === null || !('micros' in value)) return undefined;
  const date = new Date(Number(value.micros / 1000n));
  return Number.isNaN(date.getTime()) ? undefined : JSON.stringify(date.toISOString());
}

function writerOfList({ valueType }: DuckDBListType | DuckDBArrayType): ValueWriter | undefined {
  const item = writerOf(valueType);
  if (item === undefined) return undefined;
  const write = orNull((value) => {
    if (typeof value !== 'object' || value === null || !('items' in value)) return undefined;
    const texts = value.items.map((one) => item.write(one));
    return texts.includes(undefined) ? undefined : `[${texts.join(',')}]`;
  });
  return { type: 'json', write };
}

function writerOfStruct({ entryNames, entryTypes }: DuckDBStructType): ValueWriter | undefined {
  const writers = entryTypes.map(writerOf);
  if (writers.includes(undefined)) return undefined;
  const write = orNull((value) => {
    if (typeof value !== 'object' || value === null || !('entries' in value) || Array.isArray(value.entries))
      return undefined;
    const { entries } = value;
    const texts = entryNames.map((name, index) => pair(name, writers[index]?.write(entries[name] ?? null)));
    return texts.includes(undefined) ? undefined : `{${texts.join(',')}}`;
  });
  return { type: 'json', write };
}

/** Only maps whose keys are text, since an object has no other keys. */
function writerOfMap({ keyType, valueType }: DuckDBMapType): ValueWriter | undefined {
  const item = writerOf(valueType);
  if (item === undefined || keyType.typeId !== DuckDBTypeId.VARCHAR) return undefined;
  const write = orNull((value) => {
    if (typeof value !== 'object' || value === null || !('entries' in value) || !Array.isArray(value.entries))
      return undefined;
    const texts = value.entries.map((entry) => pair(String(entry.key), item.write(entry.value)));
    return texts.includes(undefined) ? undefined : `{${texts.join(',')}}`;
  });
  return { type: 'json', write };
}

function pair(name: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : `${JSON.stringify(name)}:${text}`;
}

const json: ValueWriter = { type: 'json', write: orNull((value) => String(value).replaceAll(/[\r\n]/gv, ' ')) };
const integer: ValueWriter = { type: 'integer', write: orNull(String) };
const text: ValueWriter = { type: 'string', write: orNull((value) => JSON.stringify(String(value))) };
const date: ValueWriter = { type: 'date', write: orNull((value) => writeDate(String(value))) };

/** Writers of types that hold one value. */
const single: ReadonlyMap<DuckDBTypeId, ValueWriter> = new Map<DuckDBTypeId, ValueWriter>([
  [DuckDBTypeId.BOOLEAN, { type: 'boolean', write: orNull(String) }],
  [DuckDBTypeId.TINYINT, integer],
  [DuckDBTypeId.SMALLINT, integer],
  [DuckDBTypeId.INTEGER, integer],
  [DuckDBTypeId.BIGINT, integer],
  [DuckDBTypeId.HUGEINT, integer],
  [DuckDBTypeId.UTINYINT, integer],
  [DuckDBTypeId.USMALLINT, integer],
  [DuckDBTypeId.UINTEGER, integer],
  [DuckDBTypeId.UBIGINT, integer],
  [DuckDBTypeId.UHUGEINT, integer],
  [DuckDBTypeId.BIGNUM, integer],
  [DuckDBTypeId.DECIMAL, { type: 'number', write: orNull(String) }],
  [DuckDBTypeId.DOUBLE, { type: 'number', write: orNull((value) => writeFloat(Number(value))) }],
  [DuckDBTypeId.FLOAT, { type: 'number', write: orNull((value) => writeFloat(shorten(Number(value)))) }],
  [DuckDBTypeId.VARCHAR, text],
  [DuckDBTypeId.UUID, text],
  [DuckDBTypeId.ENUM, text],
  [DuckDBTypeId.TIME, text],
  [DuckDBTypeId.SQLNULL, text],
  [DuckDBTypeId.DATE, date],
  [DuckDBTypeId.TIMESTAMP, date],
  [DuckDBTypeId.TIMESTAMP_S, date],
  [DuckDBTypeId.TIMESTAMP_MS, date],
  [DuckDBTypeId.TIMESTAMP_NS, date],
  [DuckDBTypeId.TIMESTAMP_TZ, { type: 'date', write: orNull(writeInstant) }],
]);
