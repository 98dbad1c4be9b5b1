// Names what the copy audit looks for.
import type { AuditFinding } from '../../generated/plan.ts';
import { formatCount } from '../../numbers.ts';

export const auditWords: Readonly<Record<AuditFinding['check'], string>> = {
  title_cut: 'title cut',
  message_cut: 'message cut',
  empty_slot: 'expression prints nothing',
  default_used: 'default steps in',
  markup: 'leftover markup',
  payload_size: 'payload size',
  test_words: 'words of a test',
  links_differ: 'links differ',
  emoji_cut: 'character cut in half',
  placeholder: 'tag of another tool',
  encoding: 'wrong encoding',
  empty_word: 'word for an empty cell',
  control: 'invisible characters',
  unencoded: 'value not encoded in an address',
};

const mostLanguages = 6;

/** Formats "tr 10, en 2": the languages of the finding, if they are known. `show` makes tags safe for the output. */
export function languagesOf({ locales = {} }: AuditFinding, show: (text: string) => string): string {
  const found = Object.entries(locales);
  const shown = found.slice(0, mostLanguages).map(([tag, count]) => `${show(tag)} ${formatCount(count)}`);
  return [...shown, ...(found.length > mostLanguages ? ['others'] : [])].join(', ');
}

const ranks: Readonly<Record<AuditFinding['level'], number>> = { error: 0, warn: 1, info: 2 };

/** Ranks findings: the gravest have the lowest rank. */
export function rankAudit({ level }: AuditFinding): number {
  return ranks[level];
}
