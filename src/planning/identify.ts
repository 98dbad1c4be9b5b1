// An identifier of a row in the form in which a spool takes it, and ledgers know people by it.
import type { KeyedIdentifier } from '../message/renderer.ts';
import { vendor } from '../opening/vendor.ts';
import { listedText } from '../plan/selection/leave-out-listed.ts';

export function identify({ name, text }: KeyedIdentifier): string {
  return vendor.comparable(listedText(name, text));
}
