// Describes why recipients get something else than before.
import type { Cause } from '../../generated/plan.ts';

/** Formats "because partials/footer.hbs:3 changed". `show` makes names safe for the output. */
export function describeCause({ kind, name, file, line }: Cause, show: (text: string) => string): string {
  switch (kind) {
    case 'campaign':
    case 'partial':
      return `because ${show(line === null ? file : `${file}:${line}`)} changed`;
    case 'table':
      return `because the table ${show(name)} in ${show(file)} changed`;
    case 'column':
      return `because values of ${show(name)} in ${show(file)} changed`;
    case 'audience':
      return `because rows of ${show(file)} changed`;
  }
}
