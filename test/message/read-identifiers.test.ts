import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCampaign } from '../../src/campaign/read-campaign.ts';
import { compileCampaign } from '../../src/message/compile-campaign.ts';
import type { Renderer } from '../../src/message/renderer.ts';
import { aRecipient } from '../support/a-campaign.ts';
import { tries } from '../support/property-tries.ts';
import { campaignText } from '../support/workspace.ts';

/** `print` writes the expression that prints a column. */
function rendererOf(print: (column: string) => string, columns = ''): Renderer {
  const identifiers = ['email', 'phone', 'id', 'card'].map((column) => [column, print(column)] as const);
  const names = new Map([
    ['phone', 'phone_number'],
    ['id', 'uuid'],
    ['card', 'custom.card'],
  ]);
  const written = identifiers.map(([column, text]) => `${names.get(column) ?? column}: '${text}'`).join(', ');
  const text = campaignText({ id: 'sale' })
    .replace(/identifiers: .*/, `identifiers: { ${written} }`)
    .replace(/audience: .*/, `audience: { file: people.csv${columns} }`);
  const { campaign, diagnostics } = readCampaign('sale.campaign.yaml', text);
  const { renderer } =
    campaign === undefined ? {} : compileCampaign(campaign, ['email', 'phone', 'id', 'card', 'name'], new Map());
  if (renderer === undefined) throw new Error(JSON.stringify(diagnostics));
  return renderer;
}

// After a condition that prints nothing the text is the same, but it is not read from the cell directly.
const [read, printed] = [false, true].map((isBehind) =>
  ['', ', columns: { id: string, email: string }'].map((columns) =>
    rendererOf((column) => `${isBehind ? `{{#if ${column}}}{{/if}}` : ''}{{${column}}}`, columns),
  ),
);

const cell = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'NULL',
    'n/a',
    'a@b.example',
    ' A@B.example ',
    'A.b+c@X.example',
    'a@b@c',
    '+4915112345678',
    '0151 2345',
    '+49 (151) 12',
    '+',
  ),
  fc.constantFrom(
    '3f2c8a1e-5b7d-4c09-8f1a-000000000001',
    '00000000-0000-0000-0000-000000000000',
    'user7',
    '17.0',
    '5E+10',
    '"x"',
    'a\\b',
    'x'.repeat(5_000),
  ),
  fc.string({ unit: 'binary' }),
  fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.constant(['a'])),
);
const row = fc.record({ email: cell, phone: cell, id: cell, card: cell, name: fc.constant('Ana') });

/** Leaves out `column`, which differs between the two ways. */
const withoutColumn = (name: string, value: unknown): unknown => (name === 'column' ? undefined : value);

test('identifiers that are read from cells equal those that are printed, and so do the key and the problems', () => {
  fc.assert(
    fc.property(row, (values) => {
      const recipient = aRecipient(values);
      const ask = ({ key, person, render }: Renderer): string =>
        JSON.stringify([key(recipient), person(recipient), render(recipient)], withoutColumn);
      expect(read?.map(ask)).toEqual(printed?.map(ask));
    }),
    { numRuns: tries(2_000) },
  );
});

test('a number has the form of its column type', () => {
  const typed = rendererOf((column) => `{{${column}}}`, ', columns: { id: integer }');
  const key = (id: string): unknown =>
    typed.key(aRecipient({ email: 'a@b.example', id, phone: '', card: '', name: 'Ana' }));
  expect(key('007')).toEqual(key('7'));
});
