// Warns in commands that only read a ledger which was moved away. Commands that would change it are refused.
import { asWarning, type Diagnostic } from '../diagnostic.ts';
import type { SeenLedger } from '../ledger/ledger-engine.ts';

export function warnIfClosed({ closed }: Pick<SeenLedger, 'closed'>): readonly Diagnostic[] {
  return closed === undefined ? [] : [asWarning(closed)];
}
