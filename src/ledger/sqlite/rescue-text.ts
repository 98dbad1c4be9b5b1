// Writes and reads settlements as lines of the rescue file, each with a checksum that shows whether it was written completely.
import { crc32 } from 'node:zlib';
import type { Settlement } from '../../delivery/ledger.ts';
import type { Outcome } from '../../delivery/outcome.ts';
import { tryParseJson } from '../../try-parse-json.ts';
import { isMap } from '../../is-map.ts';

export function writeRescueHead(ledgerId: string): string {
  return `pushplan rescue 1 ${ledgerId}\n`;
}

export function writeRescueLine({ attempt, outcomes, status, error }: Settlement): string {
  const text = JSON.stringify({ attempt, outcomes, status, error });
  return `${checkOf(text)} ${text}\n`;
}

export interface RescueText {
  readonly settlements: readonly Settlement[];
  /** The number of incomplete lines. */
  readonly damaged: number;
}

/** Returns undefined if the text is that of another ledger, or no rescue file. Empty lines are space that was not needed. */
export function readRescueText(content: string, ledgerId: string): RescueText | undefined {
  const head = writeRescueHead(ledgerId);
  if (!content.startsWith(head)) return undefined;
  const lines = content
    .slice(head.length)
    .split('\n')
    .filter((line) => line !== '');
  const settlements = lines.map(readLine).filter((settlement) => settlement !== undefined);
  return { settlements, damaged: lines.length - settlements.length };
}

function readLine(line: string): Settlement | undefined {
  const text = line.slice(9);
  if (line !== `${checkOf(text)} ${text}`) return undefined;
  const value = tryParseJson(text);
  return isSettlement(value) ? value : undefined;
}

function checkOf(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}

function isSettlement(value: unknown): value is Settlement {
  if (!isMap(value)) return false;
  const { attempt, outcomes, status, error } = value;
  return (
    Number.isSafeInteger(attempt) &&
    Array.isArray(outcomes) &&
    outcomes.every(isOutcome) &&
    (status === null || typeof status === 'number') &&
    (error === null || typeof error === 'string')
  );
}

const fieldOf: Readonly<Record<Outcome['kind'], string | undefined>> = {
  accepted: undefined,
  refused: 'reason',
  rejected: 'code',
  in_doubt: undefined,
  not_sent: undefined,
  repeated: undefined,
};

function isOutcome(value: unknown): value is Outcome {
  if (!isMap(value) || !isKind(value['kind'])) return false;
  const field = fieldOf[value['kind']];
  return field === undefined || typeof value[field] === 'string';
}

function isKind(kind: unknown): kind is Outcome['kind'] {
  return typeof kind === 'string' && Object.hasOwn(fieldOf, kind);
}
