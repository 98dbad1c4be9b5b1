// Formats what forget has done as text: what was removed, and what pushplan cannot reach.
import type { ForgetDocument } from '../generated/forget.ts';
import { wrapBehind } from './fit-text.ts';
import { countOf } from '../numbers.ts';
import { safeTerminal } from './safe.ts';
import type { Layout } from './style.ts';

const beyond: Readonly<Record<ForgetDocument['not_reached'][number], string>> = {
  vendor: 'the account at the vendor: delete the person there',
  sources: 'data files, lists and warehouses: remove the person where audiences come from',
  data_store:
    'the bucket of data_store, which has files with this person in them or could not be searched: run it again',
  git: 'what was committed, and its history',
  copies: 'exports and reports that were not named with --export, backups and copies of all of these',
};

export function formatForgetText(document: Omit<ForgetDocument, 'diagnostics'>, { columns }: Layout): string {
  const { ledger, files, data_store: stored, exports, environment, other_environments: others } = document;
  const lines = [
    ...files.map(
      ({ campaign, rows_removed: rows }) =>
        `Fetched for ${safeTerminal(campaign)}: ${countOf(rows, 'row')} removed, the file rewritten`,
    ),
    ...(files.length === 0 ? ['Fetched files: nothing of this person in them'] : []),
    ...(stored ?? []).map(
      ({ campaign, rows_removed: rows }) =>
        `Data store, for ${safeTerminal(campaign)}: ${countOf(rows, 'row')} removed, the file replaced`,
    ),
    ...exports.map(({ file, kind, removed }) => `${safeTerminal(file)}: ${describeExport(kind, removed)}`),
    `Ledger of ${safeTerminal(environment)}: ${describeLedger(ledger)}`,
  ];
  const unreached = document.not_reached.map((what) => `- ${beyond[what]}`);
  const more =
    others.length === 0
      ? []
      : wrapBehind(
          '',
          `Other environments keep their own ledgers: run it with --env ${others.map(safeTerminal).join(', --env ')} too.`,
          columns,
        );
  const told = lines.flatMap((line) => wrapBehind('', line, columns));
  return `${[...told, '', 'Not reached:', ...unreached.flatMap((line) => wrapBehind('', line, columns)), ...more].join('\n')}\n`;
}

function describeExport(kind: ForgetDocument['exports'][number]['kind'], removed: number): string {
  if (kind === 'recipients') return `${countOf(removed, 'row')} removed`;
  return removed === 0
    ? 'nothing waited in this ledger'
    : `${countOf(removed, 'notification')} removed from this ledger`;
}

function describeLedger({ waiting, in_doubt: inDoubt, history, listed }: ForgetDocument['ledger']): string {
  const parts = [
    waiting === 0 ? 'nothing waited for this person' : `${countOf(waiting, 'notification')} will not be sent`,
    ...(inDoubt === 0 ? [] : [`${countOf(inDoubt, 'notification')} in doubt, without the recipient`]),
    history === null
      ? `left out from now on under ${countOf(listed, 'identifier')}`
      : `it is no longer known whose ${countOf(history, 'sending was', 'sendings were')}, and nobody is left out from now on`,
  ];
  return parts.join('; ');
}
