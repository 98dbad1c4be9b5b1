// Shortens a description to what a list shows of it.

/** The text up to its first full stop before a blank or the end; all of a text without one. */
export function firstSentence(text: string): string {
  return /^.*?[.](?= |$)/v.exec(text)?.[0] ?? text;
}
