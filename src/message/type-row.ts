// A row as templates see it: the columns that they read, each of its declared type.
import { bareObject } from './bare-object.ts';
import type { Columns } from './columns.ts';
import type { Recipient } from './recipient.ts';
import type { RowProblem } from './renderer.ts';
import { typeValue, type Mismatch } from './type-value.ts';

/** Null prototype, and every column that is read is there: an absent one is null. */
export type RowValues = Readonly<Record<string, unknown>>;

export type TypedRow =
  | { readonly kind: 'row'; readonly values: RowValues }
  | { readonly kind: 'invalid'; readonly problem: RowProblem };

export function createRowTyper(columns: Columns, read: ReadonlySet<string>): (recipient: Recipient) => TypedRow {
  const wanted = Array.from(read, (name) => ({ name, type: columns.declared(name), zone: columns.zone(name) }));
  return ({ values: raw }) => {
    const values = bareObject();
    for (const { name, type, zone } of wanted) {
      const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
      if (type === undefined) {
        values[name] = value ?? null;
        continue;
      }
      const typed = typeValue(value, type, zone);
      if (typed.kind === 'mismatch') return invalid(name, typed);
      values[name] = typed.value;
    }
    return { kind: 'row', values };
  };
}

function invalid(name: string, { wanted, help }: Mismatch): TypedRow {
  const message = `the column ${name} does not hold ${wanted}`;
  return {
    kind: 'invalid',
    problem: { code: 'PP220', message, path: `audience.columns.${name}`, ...(help !== undefined && { help }) },
  };
}
