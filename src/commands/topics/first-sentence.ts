// What a list shows of a longer description.

/** Up to its first full stop behind which a blank or nothing stands; all of a text without one. */
export function firstSentence(text: string): string {
  return /^.*?[.](?= |$)/v.exec(text)?.[0] ?? text;
}
