// What the envelope of a notification is made of, where its text has just been written and need not be read again.

export interface EnvelopeParts {
  /** As they stand in the text. */
  readonly identifiers: Readonly<Record<string, unknown>>;
  /** What is in the text but for them and what is nested, each as it stands there, with its name: `"title":"Hi"`. */
  readonly members: readonly string[];
}
