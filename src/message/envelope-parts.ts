// The parts of a notification's envelope. They are kept when its text is written, so that the text need not be parsed again.

export interface EnvelopeParts {
  /** The identifiers as they are in the text. */
  readonly identifiers: Readonly<Record<string, unknown>>;
  /** The other members that are not nested, each as it is in the text, with its name: `"title":"Hi"`. */
  readonly members: readonly string[];
}
