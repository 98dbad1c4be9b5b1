// What is made of the schemas.
import { expect, test } from 'vitest';
import { generate } from '../../schema/generate.ts';

test('the compiled validators need nothing that only CommonJS has', async () => {
  const text = (await generate()).get('src/generated/validators.ts');
  expect(text).toMatch(/^\/\/ @ts-nocheck\n/);
  expect(text).not.toContain('require(');
  expect(text).not.toContain('module.exports');
});
