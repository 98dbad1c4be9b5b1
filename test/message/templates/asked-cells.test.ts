// Cells of a column that a condition uses as true or false.
import { describe, expect, it } from 'vitest';
import { AskedColumns } from '../../../src/message/templates/asked-columns.ts';
import { aRecipient } from '../../support/a-campaign.ts';

const at = { file: 'sale.campaign.yaml', line: 3, column: 7 };

function found(...cells: readonly unknown[]): readonly string[] {
  const asked = new AskedColumns(new Map([['vip', at]]));
  for (const vip of cells) asked.look(aRecipient({ vip }));
  return asked
    .list()
    .map(({ severity, code, message, line, help }) => `${severity} ${code} :${line} ${message} | ${help}`);
}

const help =
  'Write columns: { vip: boolean } under audience, or columns: { vip: string } if any text is meant to count as true.';

describe('text that says true or false', () => {
  it.each([
    ['false', ['true', 'false']],
    ['false', ['FALSE', 'True', 'TRUE']],
    ['f', ['t', 'f', '']],
    ['no', ['yes', ' No ', null]],
    ['n', ['N', 'N', undefined]],
    ['false', [true, 'false', 1]],
  ])('is an error, which names %s: %j', (word, cells) => {
    expect(found(...cells)).toEqual([
      `error PP247 :3 the condition counts every text in vip as true, even "${word}" | ${help}`,
    ]);
  });

  it('may be numbers if it is 0 and 1 only', () => {
    const [finding = ''] = found('0', '1');
    expect(finding).toContain(
      'boolean } under audience, columns: { vip: number } if they are numbers, or columns: { vip: string }',
    );
    expect(found('0', 'true')).toEqual([expect.not.stringContaining('number')]);
  });

  it('is reported with the name of the column as YAML needs it', () => {
    const asked = new AskedColumns(new Map([['is vip', at]]));
    asked.look(aRecipient({ 'is vip': 'no' }));
    expect(asked.list()[0]?.help).toContain('columns: { "is vip": boolean }');
  });
});

describe('anything else', () => {
  it.each([
    [[]],
    [['', '  ', null]],
    [['true', 'TRUE', 'yes', '1', '']],
    [['no', 'No, thanks']],
    [['maybe', 'false']],
    [['false', 'maybe', 'false']],
    [['0', '1', '2']],
    [['false', ['x']]],
    [['false', { a: 1 }]],
    [[true, false, 0, 1]],
  ])('is accepted: %j', (cells) => {
    expect(found(...cells)).toEqual([]);
  });
});
