// The code that is generated from the schemas.
import { expect, test } from 'vitest';
import { generate } from '../../schema/generate.ts';

test('the compiled validators need nothing that only CommonJS has', async () => {
  const files = await generate();
  for (const name of [
    'workspace-validator',
    'campaign-validator',
    'notification-validator',
    'plan-validator',
    'leaf-validators',
  ]) {
    const text = files.get(`src/generated/${name}.ts`);
    expect(text).toContain('// @ts-nocheck\n');
    expect(text).not.toContain('require(');
    expect(text).not.toContain('module.exports');
  }
});
