// The table of all helpers. A template can use no others.
import { describeSignature, type Helper, type HelperExample } from './helper.ts';
import { blockHelpers } from './helper-block.ts';
import { dateHelpers } from './helper-date.ts';
import { findHelpers } from './helper-find.ts';
import { listHelpers } from './helper-list.ts';
import { logicHelpers } from './helper-logic.ts';
import { numberHelpers } from './helper-number.ts';
import { pluralHelper } from './helper-plural.ts';
import { textHelpers } from './helper-text.ts';

const all: readonly Helper[] = [
  ...textHelpers,
  ...numberHelpers,
  pluralHelper,
  ...dateHelpers,
  ...listHelpers,
  ...findHelpers,
  ...logicHelpers,
  ...blockHelpers,
];

export const helperTable: ReadonlyMap<string, Helper> = new Map(all.map((helper) => [helper.name, helper]));

export interface HelperDoc {
  readonly name: string;
  readonly signature: string;
  readonly doc: string;
  readonly examples: readonly HelperExample[];
}

/** The helpers as the documentation lists them, in the order of the table. */
export const helperDocs: readonly HelperDoc[] = all.map((helper) => ({
  name: helper.name,
  signature: describeSignature(helper),
  doc: helper.doc,
  examples: helper.examples,
}));
