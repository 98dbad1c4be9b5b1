// Everything that is written into the rescue file is read back unchanged, and nothing else is read.
import { crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Settlement } from '../../../src/delivery/ledger.ts';
import { readRescueText, writeRescueHead, writeRescueLine } from '../../../src/ledger/sqlite/rescue-text.ts';

const outcome = fc.oneof(
  fc.constantFrom(...(['accepted', 'in_doubt', 'not_sent', 'repeated'] as const)).map((kind) => ({ kind })),
  fc.record({ kind: fc.constant('refused' as const), reason: fc.string({ unit: 'binary' }) }),
  fc.record({ kind: fc.constant('rejected' as const), code: fc.string() }),
);

const settlement: fc.Arbitrary<Settlement> = fc.record({
  attempt: fc.integer({ min: 1 }),
  outcomes: fc.array(outcome, { minLength: 1, maxLength: 20 }),
  status: fc.option(fc.integer({ min: 100, max: 599 }), { nil: null }),
  error: fc.option(fc.string(), { nil: null }),
});

const head = writeRescueHead('ledger_1');

/** Returns a line with a valid checksum. */
function lineOf(value: string): string {
  return `${crc32(value).toString(16).padStart(8, '0')} ${value}\n`;
}

describe('rescue text', () => {
  test('is read back unchanged, also if there is unused space after it', () => {
    fc.assert(
      fc.property(fc.array(settlement, { maxLength: 5 }), fc.nat(50), (settlements, room) => {
        const content = head + settlements.map(writeRescueLine).join('') + '\n'.repeat(room);
        expect(readRescueText(content, 'ledger_1')).toEqual({ settlements, damaged: 0 });
        expect(readRescueText(content, 'ledger_2')).toBeUndefined();
      }),
    );
  });

  test('never yields an outcome that was not in it, if it is cut or changed', () => {
    fc.assert(
      fc.property(
        fc.array(settlement, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.nat(255),
        (settlements, at, byte) => {
          const whole = Buffer.from(head + settlements.map(writeRescueLine).join(''));
          const place = head.length + (at % (whole.length - head.length));
          const changed = Buffer.from(whole);
          changed[place] = byte;
          for (const bytes of [whole.subarray(0, place), changed]) {
            const read = readRescueText(bytes.toString(), 'ledger_1')?.settlements ?? [];
            for (const each of read) expect(settlements).toContainEqual(each);
          }
        },
      ),
    );
  });

  test.each([
    'not JSON',
    'null',
    '[]',
    '{}',
    '{"attempt":1.5,"outcomes":[],"status":null,"error":null}',
    '{"attempt":1,"outcomes":{},"status":null,"error":null}',
    '{"attempt":1,"outcomes":[1],"status":null,"error":null}',
    '{"attempt":1,"outcomes":[{"kind":1}],"status":null,"error":null}',
    '{"attempt":1,"outcomes":[{"kind":"sent"}],"status":null,"error":null}',
    '{"attempt":1,"outcomes":[{"kind":"toString"}],"status":null,"error":null}',
    '{"attempt":1,"outcomes":[{"kind":"refused"}],"status":null,"error":null}',
    '{"attempt":1,"outcomes":[{"kind":"accepted"}],"status":"200","error":null}',
    '{"attempt":1,"outcomes":[{"kind":"accepted"}],"status":200,"error":7}',
  ])('reports a line with other contents as damaged: %s', (value) => {
    expect(readRescueText(head + lineOf(value), 'ledger_1')).toEqual({ settlements: [], damaged: 1 });
  });
});
