import { expect, it } from 'vitest';
import { repeatsHeader } from '../../../src/message/columns/repeated-header.ts';
import { aRecipient } from '../../support/a-campaign.ts';

it.each([
  [{ id: 'id', name: 'name' }, true],
  [{ id: '\uFEFFid', name: ' name ' }, true],
  [{ id: 'name', name: 'id' }, true],
  [{ ' id ': 'id' }, true],
  [{ id: 'id', name: 'Ana' }, false],
  [{ id: 'id', name: '' }, false],
  [{ id: 'id', name: 7 }, false],
  [{ id: 'toString' }, false],
  [{}, false],
])('%j: %s', (values, repeats) => {
  expect(repeatsHeader(aRecipient(values))).toBe(repeats);
});
