// The message if a query fails: the place in its text or in params, what to do, and nothing of a row.
import { expect, test } from 'vitest';
import { describeEngineError } from '../../../src/sources/engine/engine-error.ts';
import { explainQuery } from '../../../src/sources/engine/explain-query.ts';
import { QueryFailure } from '../../../src/sources/engine/run-query.ts';

const place = {
  file: 'vip.sql',
  params: { file: 'vip.campaign.yaml', line: 4, column: 5 },
  staged: ['crm.csv', 'staff.csv'],
};

function say(fault: QueryFailure['fault']): string {
  const { exitCode, diagnostics } = explainQuery(new QueryFailure(fault), place);
  return diagnostics
    .map(({ file, line, column, message, help }) => `${exitCode} ${file}:${line}:${column} ${message} | ${help}`)
    .join();
}

test.each<[QueryFailure['fault'], string]>([
  [{ kind: 'several_statements', count: 2 }, '3 vip.sql:1:1 the query has 2 statements, and must be one SELECT'],
  [{ kind: 'several_statements', count: 0 }, '3 vip.sql:1:1 the query has no statement, and must be one SELECT'],
  [{ kind: 'not_select' }, '3 vip.sql:1:1 the query is not one SELECT'],
  [
    { kind: 'params', missing: ['a', 'b'], unused: ['c'] },
    '3 vip.campaign.yaml:4:5 the query has $a, $b, and audience.params has no such value',
  ],
  [
    { kind: 'params', missing: ['a', '2'], unused: [] },
    '3 vip.campaign.yaml:4:5 the query has $2, a parameter without a name | Give it one: $since in the query',
  ],
  [
    { kind: 'params', missing: ['1'], unused: [] },
    '3 vip.campaign.yaml:4:5 the query has $1 or ?, a parameter without a name',
  ],
  [
    { kind: 'params', missing: [], unused: ['c'] },
    '3 vip.campaign.yaml:4:5 audience.params has c, and the query has no such parameter | Write it as $c',
  ],
  [{ kind: 'duplicate_column', column: 'a' }, '3 vip.sql:1:1 two columns of the result are called "a"'],
  [{ kind: 'no_text_form', column: 'a', type: 'BLOB' }, '3 vip.sql:1:1 the column "a" is of type BLOB'],
  [{ kind: 'not_finite', column: 'a', row: 7 }, '3 vip.sql:1:1 row 7 of the result has NaN'],
  [{ kind: 'took_too_long' }, '3 vip.sql:1:1 the query took longer than 10 minutes'],
  [{ kind: 'ended' }, '1 vip.sql:1:1 the process of the query ended without an answer'],
])('%j', (fault, says) => {
  expect(say(fault)).toContain(says);
});

// Messages as DuckDB 1.5.6 writes them.
test.each([
  [
    'Failed to extract statements: Parser Error: syntax error at or near "x"\n\nLINE 2:   select * frm x\n                       ^',
    '3 vip.sql:2:16 the query cannot be run: syntax error at or near "x" | Files that it can read: crm.csv, staff.csv.',
  ],
  [
    'Binder Error: Referenced column "emial" not found in FROM clause!\nCandidate bindings: "ann@example.com", "Ann"\n\nLINE 1: select emial from x\n               ^',
    '3 vip.sql:1:8 the query cannot be run: Referenced column "emial" not found in FROM clause! |',
  ],
  [
    'Binder Error: something new about ann@example.com',
    '3 vip.sql:1:1 the query cannot be run: Binder error (not shown: it may quote a row)',
  ],
  [
    "Conversion Error: Could not convert string 'ann@example.com' to INT32\n\nLINE 1: ...email::INT\n                      ^",
    '3 vip.sql:1:1 the query cannot be run: Conversion error (not shown: it may quote a row)',
  ],
  [
    'IO Error: No files found that match the pattern "persons.csv"',
    'the query cannot be run: No files found that match the pattern "persons.csv"',
  ],
  ['IO Error: Cannot open file "ann@example.com"', 'IO error (not shown'],
  ['Invalid Input Error: ann@example.com', 'Invalid Input error (not shown'],
  ['ann@example.com', 'Unknown error (not shown'],
])('%s', (message, says) => {
  const said = say(describeEngineError(new Error(message)));
  expect(said).toContain(says);
  expect(said).not.toMatch(/ann@|Ann\b/v);
});
