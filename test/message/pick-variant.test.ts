import { expect, test } from 'vitest';
import { pickVariant } from '../../src/message/pick-variant.ts';

const always = { kind: 'always' } as const;

test('a person gets the first variant whose condition holds', () => {
  expect(pickVariant([{ when: always, name: 'a' }])).toMatchObject({ name: 'a' });
  expect(
    pickVariant([
      { when: always, name: 'a' },
      { when: always, name: 'b' },
    ]),
  ).toMatchObject({ name: 'a' });
});
