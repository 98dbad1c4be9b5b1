// Checks the lists of people with the findings of plan, but without a ledger, which alone knows their former sizes.
import { Refusal } from '../../errors.ts';
import { noHistory } from '../../plan/history.ts';
import type { CheckedRows } from '../checked-rows.ts';
import { openLists, type OpenLists } from './open-lists.ts';
import type { Prepared } from '../prepare.ts';

interface CheckedLists {
  readonly checked: CheckedRows;
  /** Returns no lists if one of them cannot be read. */
  readonly holdingFor: OpenLists['holdingFor'];
}

/** `now` is in milliseconds since 1970. */
export async function checkLists(here: Pick<Prepared, 'workspace' | 'campaigns'>, now: number): Promise<CheckedLists> {
  try {
    const lists = await openLists({ here, history: noHistory, allowed: [], now });
    const blockers = lists.all.flatMap(({ refused }) => refused);
    return {
      checked: { diagnostics: lists.diagnostics, blockers, faults: [] },
      holdingFor: (campaign) => lists.holdingFor(campaign),
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { checked: { diagnostics: error.diagnostics, blockers: [], faults: [] }, holdingFor: () => [] };
  }
}
