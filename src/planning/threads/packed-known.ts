// Packs what is known of the rows of a block for the thread that plans it. For most rows a number is enough.
import { needsPayload, type AgainRules } from '../../plan/decide.ts';
import { acceptedOnce, type Known } from '../../plan/history.ts';

export interface PackedKnown {
  /** One value of `told` for each row. */
  readonly told: Uint8Array<ArrayBuffer>;
  /** The full entries of rows for which a number is not enough, in order. */
  readonly others: readonly Known[];
}

const told = { nobody: 0, settled: 1, other: 2 } as const;

const nobody: Known = { kind: 'unknown', generation: 0 };

/** Undefined if nobody is known. */
export function packKnown(known: readonly Known[], rules: AgainRules): PackedKnown | undefined {
  const kinds = Uint8Array.from(known, (one) => kindOf(one, rules));
  if (kinds.every((kind) => kind === told.nobody)) return undefined;
  return { told: kinds, others: known.filter((_, index) => kinds[index] === told.other) };
}

export function unpackKnown({ told: kinds, others }: PackedKnown): readonly Known[] {
  const next = others.values();
  return Array.from(kinds, (kind) => {
    if (kind === told.other) return next.next().value ?? nobody;
    // If no payload is compared, nothing else of the entry is used.
    return kind === told.settled ? acceptedOnce : nobody;
  });
}

function kindOf(known: Known, rules: AgainRules): number {
  if (known.arm !== undefined) return told.other;
  if (known.kind === 'unknown') return known.generation === 0 ? told.nobody : told.other;
  return known.kind === 'accepted' && !needsPayload(known, rules) ? told.settled : told.other;
}
