// Columns that a campaign declares public: they must identify nobody, and must be in the file.
import { expect, it } from 'vitest';
import { aRecipient, findingsOf, partialsOf, rendererOf } from '../../support/a-campaign.ts';

const columns = ['id', 'email', 'product', 'price'];
const partials = partialsOf({ who: '{{lower email}}' });

function found(publicColumns: readonly string[], identifiers: Readonly<Record<string, string>>): readonly string[] {
  const notification = { identifiers, title: '{{email}} {{product}}' };
  return findingsOf({ notification, publicColumns, key: '{{id}}-{{product}}' }, columns, partials).map(
    ({ code, line, message }) => `${code} ${line} ${message}`,
  );
}

it.each([
  [['email'], { email: '{{email}}' }, ['email']],
  [['product', 'email'], { email: '{{trim (lower email)}}' }, ['email']],
  [['email'], { uuid: '{{> who}}' }, ['email']],
  [['id', 'email'], { uuid: '{{id}}', 'custom.who': "{{default email 'x'}}" }, ['id', 'email']],
  // A key may use public columns, and a text may use others.
  [['product'], { email: '{{email}}' }, []],
  [['id', 'email'], { uuid: 'c-1001' }, []],
  [[], { email: '{{email}}' }, []],
])('%j with identifiers %j: an error for %j', (publicColumns, identifiers, identifying) => {
  expect(found(publicColumns, identifiers)).toEqual(
    identifying.map((name) => `PP239 3 the column ${name} is public, and an identifier is made of it`),
  );
});

it('a public column that the file does not have is an error that names the nearest one', () => {
  const [finding] = findingsOf({ publicColumns: ['product', 'prise'] }, columns);
  expect(finding).toMatchObject({ code: 'PP110', line: 3, message: 'unknown column prise' });
  expect(finding?.help).toContain('price');
});

it('a public column is shown as it is in samples, also if it has a list, and does not change what is sent', () => {
  const parts = { notification: { identifiers: { uuid: '{{id}}' }, message: '{{email}}: {{product.name}} {{price}}' } };
  const row = aRecipient({ id: 'c-7', email: 'ada@mail.example', product: { name: 'Scarf' }, price: 1299 });
  const [usual, open] = [[], ['product', 'price']].map((publicColumns) =>
    rendererOf({ ...parts, publicColumns }, columns),
  );
  expect(usual?.standIn(row)?.message).toBe('lor@example.invalid: Lorem 1234');
  expect(open?.standIn(row)?.message).toBe('lor@example.invalid: Scarf 1299');
  // Compared as text, because each result has its own function that prints an identifier.
  expect(JSON.stringify(open?.render(row))).toBe(JSON.stringify(usual?.render(row)));
});
