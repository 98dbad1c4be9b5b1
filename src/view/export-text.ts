// Formats recipients with their outcomes for other programs: as csv that a spreadsheet cannot execute, or as plain ndjson.

export type ExportFormat = 'csv' | 'ndjson';

export interface ExportedRecipient {
  readonly campaign: string;
  readonly outcome: string;
  /** Why the API refused or rejected it; null for the other outcomes. */
  readonly reason: string | null;
  /** Present if the run has arms or languages. Null for recipients that it has not claimed. */
  readonly arm?: string | null;
  readonly language?: string | null;
  /** The audience's own columns. */
  readonly values: Readonly<Record<string, unknown>>;
}

export interface ExportText {
  /** The text before the first recipient. */
  readonly head: string;
  line(recipient: ExportedRecipient): string;
}

type OwnColumn = Exclude<keyof ExportedRecipient, 'values'>;

/** The columns that are in every export. */
export const ownColumns: readonly OwnColumn[] = ['campaign', 'outcome', 'reason'];

/** `columns` are those of the audiences. The `own` columns follow, and are renamed if an audience has a column of the same name. */
export function exportText(
  format: ExportFormat,
  columns: readonly string[],
  own: readonly OwnColumn[] = ownColumns,
): ExportText {
  const named = own.map((key) => ({ key, name: ownName(key, columns) }));
  const fill = (recipient: ExportedRecipient): [string, unknown][] => [
    ...columns.map((column): [string, unknown] => [column, recipient.values[column]]),
    ...named.map(({ key, name }): [string, unknown] => [name, recipient[key] ?? null]),
  ];
  if (format === 'ndjson') {
    return { head: '', line: (recipient) => `${JSON.stringify(Object.fromEntries(fill(recipient)))}\n` };
  }
  return {
    head: writeRow([...columns, ...named.map(({ name }) => name)]),
    line: (recipient) => writeRow(fill(recipient).map(([, value]) => value)),
  };
}

const ownHead =
  /(?:^|,)(?:pushplan_)*campaign,(?:pushplan_)*outcome,(?:pushplan_)*reason(?:,(?:pushplan_)*arm)?(?:,(?:pushplan_)*language)?\r?\n/v;
const ownKeys =
  /^\{.*"(?:pushplan_)*campaign":"[^"]*","(?:pushplan_)*outcome":"(?:accepted|refused|rejected|in_doubt|not_sent)","(?:pushplan_)*reason":/v;

/** Whether a text that begins so is an export in one of the formats: it has the columns of `exportText`. */
export function beginsExport(text: string): boolean {
  return ownHead.test(text) || ownKeys.test(text);
}

function ownName(name: string, columns: readonly string[]): string {
  return columns.includes(name) ? ownName(`pushplan_${name}`, columns) : name;
}

function writeRow(cells: readonly unknown[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`;
}

/** The first characters by which a spreadsheet recognises a formula (OWASP). */
const formula = /^[=+\-@\t\r\n]/;

function writeCell(value: unknown): string {
  const text = textOf(value);
  if (formula.test(text)) return quote(`'${text}`);
  return /[",\r\n]/.test(text) ? quote(text) : text;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
