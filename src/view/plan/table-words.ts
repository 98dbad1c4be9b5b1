// Describes a table that texts look values up in: "products: 1,200 rows of data/products.csv, about 312 kB of memory".
import type { TablePlan } from '../../generated/plan.ts';
import { countOf } from '../../numbers.ts';
import { formatSize } from '../planning-text.ts';

export function describeTable({ name, file, rows, bytes }: TablePlan, show: (text: string) => string): string {
  return `${show(name)}: ${countOf(rows, 'row')} of ${show(file)}, about ${formatSize(bytes)} of memory`;
}
