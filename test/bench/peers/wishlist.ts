// What the peers of plan have in common: their input and their output.

interface Asked {
  readonly audience: string;
  /** The path at which an empty database is created. */
  readonly ledger: string;
  /** The number of payloads to print, for a comparison with ours. */
  readonly shown: number;
}

export interface Answer {
  readonly send: number;
  readonly bytes: number;
  readonly payloads: readonly string[];
}

export interface WishlistRow {
  readonly email: string;
  readonly uuid: string;
  readonly first_name: string;
  readonly language: string;
  readonly city: string;
  readonly price: string;
  readonly currency: string;
  readonly order_id: string;
  readonly wishlist: string;
}

export interface Wish {
  readonly sku: string;
  readonly name: string;
  readonly price: number;
}

export function readAsked(): Asked {
  const [audience = '', ledger = '', shown = '0'] = process.argv.slice(2);
  return { audience, ledger, shown: Number(shown) };
}

export function answer(given: Answer): void {
  process.stdout.write(JSON.stringify(given));
}

const formats = new Map<string, Intl.NumberFormat>();

export function formatCurrency(value: number, currency: string, language: string): string {
  const key = `${language} ${currency}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(language, { style: 'currency', currency });
    formats.set(key, format);
  }
  return format.format(value);
}
