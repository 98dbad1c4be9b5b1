import { describe, expect, it } from 'vitest';
import type { PrintedNote } from '../../src/message/fragments/printed.ts';
import { PrintedNotes } from '../../src/plan/printed-notes.ts';
import { aCampaign } from '../support/a-campaign.ts';

const field = 'notification.message';

function lookAt(rows: readonly (readonly PrintedNote[])[]): PrintedNotes {
  const notes = new PrintedNotes();
  for (const [index, told] of rows.entries()) notes.look(index + 1, told);
  return notes;
}

describe('a note of a helper', () => {
  it('is counted once for each row, and names the first of them', () => {
    const note = { kind: 'day_with_time', field, what: 'due' } as const;
    const rows = Array.from({ length: 1200 }, () => [note, note]);
    expect(lookAt(rows).list(aCampaign())).toMatchObject([
      {
        severity: 'warning',
        code: 'PP250',
        message: `${field}: date prints a time for due, which is a day without a time: it prints midnight (rows 1, 2, 3, 4, 5 and 1,195 more)`,
      },
    ]);
  });

  it('names the bound that a time to live violates', () => {
    const note = { kind: 'odd_ttl', field: 'notification.ttl', what: 'above 28 days' } as const;
    const [found] = lookAt([[note], [], [note]]).list(aCampaign());
    expect(found).toMatchObject({
      severity: 'warning',
      code: 'PP130',
      message: 'notification.ttl: the rendered ttl is above 28 days (rows 1, 3)',
    });
  });

  it('is limited in number, as an audience may have any number of languages, but an error is never lost', () => {
    const forms = Array.from({ length: 500 }, (_, index): PrintedNote[] => [
      { kind: 'missing_form', field, what: `few= for x${index}` },
    ]);
    const notes = lookAt([...forms, [{ kind: 'no_offset', field, what: 't' }]]);
    const found = notes.list(aCampaign());
    expect(found.filter(({ severity }) => severity === 'warning')).toHaveLength(50);
    expect(found.at(-1)).toMatchObject({ severity: 'error', code: 'PP252' });
  });
});
