// The helper that looks up values in the tables of a campaign.
import { makeCellStandIn } from '../stand-in-cell.ts';
import { tableKey, type OpenTable } from '../tables.ts';
import type { RowValues } from '../columns/type-row.ts';
import { deciding, HelperFault, take, type ExampleTable, type Given, type ValueHelper } from './helper.ts';
import { anything, optionalText, text } from './read-value.ts';

const table = deciding(text('table'));
const key = deciding(anything('key'));
const column = deciding(optionalText('column'));
const fallback = { ...anything('default'), optional: true };

const products: ExampleTable = { name: 'products', key: 'sku', rows: [{ sku: 'A1', name: 'Scarf', price: '19.9' }] };

export const findHelpers: readonly ValueHelper[] = [
  {
    kind: 'value',
    name: 'find',
    doc: "The row of a table (data: in the campaign) that has the key, or one column of this row. A missing key makes the recipient's row invalid, unless default= gives a value to use instead.",
    finds: true,
    parameters: [table, key, column],
    options: [fallback],
    examples: [
      { template: "{{find 'products' sku 'name'}}", row: { sku: 'A1' }, table: products, output: 'Scarf' },
      {
        template: "{{find 'products' sku 'name' default='Something new'}}",
        row: { sku: 'B2' },
        table: products,
        output: 'Something new',
      },
      {
        template: "{{#with (find 'products' sku)}}{{name}}: {{currency price 'EUR'}}{{/with}}",
        row: { sku: 'A1' },
        table: products,
        output: 'Scarf: €19.90',
      },
    ],
    run: findRow,
  },
];

function findRow(given: Given): unknown {
  const from = given.tables.get(take(given, table));
  // The keys of the table are unknown, so even `default` would be a guess.
  if (from === undefined) throw faultOf(0, `is the table ${take(given, table)}, which is not read here`);
  const row = from.rows.get(tableKey(take(given, key)));
  if (row === undefined) return giveDefault(given, from);
  const shown = given.real === undefined ? row : shownRow(from, row, given.values[1]);
  const name = take(given, column);
  return name === undefined ? shown : (shown[name] ?? null);
}

function giveDefault(given: Given, { name, file }: OpenTable): unknown {
  if (Object.hasOwn(given.options, fallback.name)) return take(given, fallback);
  const help = `Add its row to ${file}, or write default= for what the table does not have.`;
  throw faultOf(1, `is not a key of the table ${name}`, help);
}

function faultOf(argument: number, message: string, help?: string): HelperFault {
  const fault = new HelperFault(message, help);
  fault.argument = argument;
  return fault;
}

/**
 * Returns the row to show for stand-ins. The key comes from the recipient, so it is shown as the stand-in of that cell. The values of a table outside
 * the workspace become stand-ins.
 */
function shownRow({ key: keyColumn, isPublic }: OpenTable, row: RowValues, standIn: unknown): RowValues {
  const shown: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(row)) shown[name] = isPublic ? value : makeCellStandIn(value);
  shown[keyColumn] = standIn;
  return shown;
}
