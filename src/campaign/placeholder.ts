// Texts that stand for nobody: what programs and exports write where they know no identifier.

const words = 'undefined null (null) none nil nan n/a na #n/a anonymous unknown guest true false 0 1 -1 - -- ? {} []';

/** The vendor merges or mis-addresses people who share one (vendor's academy, Identity Resolution). Empty text is another matter. */
const placeholders: ReadonlySet<string> = new Set([...words.split(' '), '[object object]']);

export function isPlaceholder(text: string): boolean {
  return placeholders.has(text.trim().toLowerCase());
}
