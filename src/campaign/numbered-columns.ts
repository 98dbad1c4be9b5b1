// Reads patterns for the names of numbered columns: item{n}_{field} matches item1_name, item1_price, item2_name.

interface NumberedColumn {
  readonly number: number;
  /** Undefined if the pattern has no field. The column then has the entry itself. */
  readonly field?: string;
}

export interface ColumnPattern {
  /** Returns the number and field of a column; undefined if the pattern does not match its name. */
  match(column: string): NumberedColumn | undefined;
}

/** Reads a pattern: {n} once, {field} at most once, and nothing else in braces. Undefined if it has another form. */
export function readColumnPattern(pattern: string): ColumnPattern | undefined {
  const parts = pattern.normalize('NFC').split(/(?<place>\{[^\{\}]*\})/v);
  const places = parts.filter((_, at) => at % 2 === 1);
  const fields = places.filter((place) => place === '{field}').length;
  if (fields > 1 || places.length !== fields + 1 || !places.includes('{n}')) return undefined;
  const source = parts.map((part, at) => (at % 2 === 0 ? RegExp.escape(part) : (sources[part] ?? ''))).join('');
  const form = new RegExp(`^${source}$`, 'v');
  return {
    match(column) {
      const { n, field } = form.exec(column)?.groups ?? {};
      if (n === undefined) return undefined;
      return { number: Number(n), ...(field === undefined ? {} : { field }) };
    },
  };
}

/** A field does not begin or end with a digit, which could belong to the number. */
const sources: Readonly<Record<string, string>> = {
  '{n}': String.raw`(?<n>\d{1,4})`,
  '{field}': String.raw`(?<field>(?!\d).+?(?<!\d))`,
};
