// Recipients with what became of them, as text for other programs: csv that no spreadsheet runs, or ndjson as it is.

export type ExportFormat = 'csv' | 'ndjson';

export interface ExportedRecipient {
  readonly campaign: string;
  readonly outcome: string;
  /** Why the API refused or rejected it; null for the other outcomes. */
  readonly reason: string | null;
  /** Where the run has arms or languages: null for recipients that it has not claimed. */
  readonly arm?: string | null;
  readonly language?: string | null;
  /** The audience's own columns. */
  readonly values: Readonly<Record<string, unknown>>;
}

export interface ExportText {
  /** What stands before the first recipient. */
  readonly head: string;
  line(recipient: ExportedRecipient): string;
}

type OwnColumn = Exclude<keyof ExportedRecipient, 'values'>;

/** In every export. */
export const ownColumns: readonly OwnColumn[] = ['campaign', 'outcome', 'reason'];

/** `columns` are those of the audiences; `own` stand behind them, and give way where an audience has a column of that name. */
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

function ownName(name: string, columns: readonly string[]): string {
  return columns.includes(name) ? ownName(`pushplan_${name}`, columns) : name;
}

function writeRow(cells: readonly unknown[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`;
}

/** What a spreadsheet takes for a formula by its first character (OWASP). */
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
