// Notifications as the spool gives them to delivery, for tests.
import type { Spooled } from '../../src/delivery/spool.ts';

export function spooled(row: number, payload: string): Spooled {
  const hex = row.toString(16).padStart(32, '0');
  return { key: hex, digest: hex, generation: 0, row, payload };
}
