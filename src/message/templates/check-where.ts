// Checks the bounds of dates in `where`: each must be a date, and there must be a time between them.
import type { Campaign } from '../../campaign/campaign.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { checkRange } from '../../campaign/rules/comparisons.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import type { Columns } from '../columns/columns.ts';
import { momentForms } from '../helpers/moment.ts';
import { readSize } from '../columns/where.ts';

export function checkWhereDates(campaign: Campaign, columns: Columns): readonly Diagnostic[] {
  return Object.entries(campaign.audience.where).flatMap(([column, { bounds }]) => {
    if (columns.declared(column) !== 'date') return [];
    const read = bounds.map((one) => ({ ...one, size: readSize(one.bound, 'date', { zone: columns.zone(column) }) }));
    const faults = read.flatMap(({ comparison, bound, size }) => {
      if (typeof size === 'number') return [];
      const message = `${comparison} of ${column} is ${JSON.stringify(bound)}, which is no date`;
      return [errorAt(locateIn(campaign, ['audience', 'where', column, comparison]), 'PP147', message, momentForms)];
    });
    const sized = read.flatMap(({ size, ...one }) => (typeof size === 'number' ? [{ ...one, size }] : []));
    return [...faults, ...checkRange(locateIn(campaign, ['audience', 'where', column]), column, sized)];
  });
}
