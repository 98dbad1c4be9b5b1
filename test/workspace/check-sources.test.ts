// Sources and the data store of pushplan.yaml: read with defaults, or with all their faults and the places of these.
import { describe, expect, test } from 'vitest';
import { parseWorkspace } from '../../src/workspace/parse-workspace.ts';
import { showFindings } from '../support/findings.ts';
import { sandboxOnly } from '../support/workspace.ts';

const read = (lines: string): ReturnType<typeof parseWorkspace> => parseWorkspace('pushplan.yaml', sandboxOnly + lines);

test('the example of the docs, with defaults filled in', () => {
  const { settings, diagnostics } = read(`sources:
  warehouse: { kind: postgres, address_env: WAREHOUSE_URL, timeout: 5m }
  exports: { kind: s3, bucket: crm-exports, region: eu-central-1 }
  downloads: { kind: https, base: "https://exports.example.com/push/", header_env: { Authorization: EXPORT_TOKEN } }
  bigquery: { kind: command, run: [bq, query, --quiet], timeout: 30s }
  slow: { kind: command, run: [bq], timeout: 99999h }
data_store: { kind: s3, bucket: crm-push, prefix: pushplan }
`);
  expect(diagnostics).toEqual([]);
  expect(settings?.sources).toMatchObject({
    warehouse: { kind: 'postgres', addressEnv: 'WAREHOUSE_URL', timeout: 300_000, at: { line: 5, column: 3 } },
    exports: { kind: 's3', bucket: 'crm-exports', region: 'eu-central-1', maxBytes: 10_000_000_000, timeout: 600_000 },
    downloads: { kind: 'https', headerEnv: { Authorization: 'EXPORT_TOKEN' } },
    bigquery: { kind: 'command', run: ['bq', 'query', '--quiet'], env: [], format: 'csv', timeout: 30_000 },
    // A longer timer would end at once.
    slow: { timeout: 2_147_483_647 },
  });
  expect(settings?.dataStore).toMatchObject({ bucket: 'crm-push', region: 'us-east-1', prefix: 'pushplan/' });
});

describe('faults are found', () => {
  test.each([
    ['{ kind: postgres }', ['PP282 5:3 the source a of kind postgres has no "address_env"']],
    ['{ kind: mysql }', [expect.stringContaining('PP10')]],
    ['{ address_env: A }', [expect.stringContaining('PP10')]],
    ['{ kind: s3, bucket: abc, base: "https://a/" }', ['PP282 5:31 "base" is not for a source of kind s3']],
    ['{ kind: s3, buckt: abc }', expect.arrayContaining([expect.stringContaining('"buckt"')])],
    ['{ kind: https, base: "http://example.com/" }', ['PP282 5:27 sources.a.base is not https']],
    [
      '{ kind: https, base: "https://u:geheim12@example.com/" }',
      expect.not.arrayContaining([expect.stringContaining('geheim')]),
    ],
    ['{ kind: https, base: "https://example.com/?a=/" }', ['PP282 5:27 sources.a.base has ? or #']],
    ['{ kind: https, base: "https://example.com" }', [expect.stringContaining('an address that ends with /')]],
    [
      '{ kind: https, base: "https://example.com/", header_env: { X-Team: A, Content-Length: B } }',
      ['PP282 5:76 the header Content-Length of the source a is one that pushplan sets itself'],
    ],
    ['{ kind: s3, bucket: abc, endpoint: "http://10.0.0.1" }', ['PP282 5:41 sources.a.endpoint is not https']],
    ['{ kind: s3, bucket: abc, max_size: 5TB }', [expect.stringContaining('such as 2GB')]],
    [
      '{ kind: command, run: [psql, -f, "-"] }',
      ['PP282 5:29 the source a runs psql, in which a query can start other programs'],
    ],
    [
      '{ kind: command, run: [env, /usr/bin/sqlite3, x.db] }',
      ['PP282 5:34 the source a runs sqlite3, in which a query can start other programs'],
    ],
    [
      '{ kind: command, run: [MySQL.EXE] }',
      ['PP282 5:29 the source a runs mysql, in which a query can start other programs'],
    ],
    ['{ kind: command, run: [] }', [expect.stringContaining('PP10')]],
  ])('%s', (source, findings) => {
    const { settings, diagnostics } = read(`sources:\n  a: ${source}\n`);
    expect(settings).toBeUndefined();
    expect(showFindings(diagnostics)).toEqual(findings);
  });

  test('of the data store too', () => {
    const { diagnostics } = read('data_store: { kind: s3, bucket: abc, endpoint: "http://example.com" }\n');
    expect(showFindings(diagnostics)).toEqual(['PP282 4:48 data_store.endpoint is not https']);
  });
});
