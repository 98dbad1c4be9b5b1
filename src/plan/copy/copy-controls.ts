// Finds invisible characters that phones show as nothing, as a box, or as text in the wrong order.

const patterns = [
  { what: 'a carriage return', pattern: /\r/ },
  { what: 'a tab', pattern: /\t/ },
  { what: 'a control character', pattern: /[^\P{Cc}\n\r\t]/u },
  { what: 'a character that reverses the text', pattern: /[\u202D\u202E]/ },
];

const hint = /[^\P{Cc}\n]|[\u202D\u202E]/u;

/** Describes the first kind found in a text. A line break is not one, because a message may have several lines. */
export function findControl(text: string): string | undefined {
  return hint.test(text) ? patterns.find(({ pattern }) => pattern.test(text))?.what : undefined;
}

/** The same for a text of a single line. */
export function findControlInLine(text: string): string | undefined {
  return findControl(text) ?? (text.includes('\n') ? 'a line break' : undefined);
}
