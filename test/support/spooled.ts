// Notifications as delivery gets them from the spool, for tests.
import type { Sendable } from '../../src/delivery/spool.ts';
import { wireEnvelope } from '../../src/delivery/envelope.ts';
import { envelopeOf } from '../../src/insider/envelope.ts';

export function spooled(row: number, payload: string): Sendable {
  const hex = row.toString(16).padStart(32, '0');
  return { key: hex, digest: hex, generation: 0, row, ...wireEnvelope(envelopeOf(payload)) };
}
