// Reads numbers in the form that a file declares: with its decimal mark, and thousands in groups of three with another separator.

/** The spaces that spreadsheets put between groups, including non-breaking ones. */
const blank = '\u0020\u00a0\u202f';

const forms: Readonly<Record<'.' | ',', RegExp>> = {
  '.': formOf(String.raw`\.`, `,'’${blank}`),
  ',': formOf(',', `.'’${blank}`),
};

/** A number with groups cannot begin with 0: 0.299 was written with a decimal point. */
function formOf(mark: string, groups: string): RegExp {
  const grouped = String.raw`[1-9]\d{0,2}(?:(?<group>[${groups}])\d{3}(?:\k<group>\d{3})*)`;
  return new RegExp(String.raw`^[+\-\u2212]?(?:(?:${grouped}|\d+)(?:${mark}\d*)?|${mark}\d+)(?:[eE][+\-]?\d+)?$`, 'v');
}

/** Returns undefined if the text is not a number in this form. */
export function readDecimal(text: string, mark: '.' | ','): number | undefined {
  const written = text.trim();
  if (!forms[mark].test(written)) return undefined;
  const [whole = '', ...rest] = written.split(mark);
  const plain = [whole.replaceAll(/[^\d+\-eE\u2212]/gv, '').replace('\u2212', '-'), ...rest].join('.');
  const number = Number(plain);
  return Number.isFinite(number) ? number : undefined;
}
