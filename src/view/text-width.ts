// Tells how many columns of a terminal a text takes: emoji and Chinese take two each.
import stringWidth from 'string-width';

const printableAscii = /^[ -~]*$/v;

/** The text must be safe and without colour. */
export function textWidth(text: string): number {
  return printableAscii.test(text) ? text.length : stringWidth(text);
}
