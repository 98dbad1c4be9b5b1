// Numbers as a file declares them: with the sign that stands before their decimals, and thousands in groups of three by another.

/** Blanks that spreadsheets put between groups: also those that do not break. */
const blank = '\u0020\u00a0\u202f';

const forms: Readonly<Record<'.' | ',', RegExp>> = {
  '.': formOf(String.raw`\.`, `,'’${blank}`),
  ',': formOf(',', `.'’${blank}`),
};

/** A group is never the whole of a number that begins with 0: 0.299 was written with a point for its decimals. */
function formOf(mark: string, groups: string): RegExp {
  const grouped = String.raw`[1-9]\d{0,2}(?:(?<group>[${groups}])\d{3}(?:\k<group>\d{3})*)`;
  return new RegExp(String.raw`^[+\-\u2212]?(?:(?:${grouped}|\d+)(?:${mark}\d*)?|${mark}\d+)(?:[eE][+\-]?\d+)?$`, 'v');
}

/** Undefined for what is no number in this form. */
export function readDecimal(text: string, mark: '.' | ','): number | undefined {
  const written = text.trim();
  if (!forms[mark].test(written)) return undefined;
  const [whole = '', ...rest] = written.split(mark);
  const plain = [whole.replaceAll(/[^\d+\-eE\u2212]/gv, '').replace('\u2212', '-'), ...rest].join('.');
  const number = Number(plain);
  return Number.isFinite(number) ? number : undefined;
}
