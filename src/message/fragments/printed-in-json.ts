// Finds values that are printed unescaped inside a JSON string and would be read there as something else.

// eslint-disable-next-line no-control-regex -- JSON takes none of these in a text
const hint = /["\\\x00-\x1F]/;

const isHinted = (piece: string): boolean => hint.test(piece);

/**
 * Returns whether one of the printed pieces, given in their order, ends its string or is an escape in it. A piece that is a whole string, with its
 * quotes, is correct.
 */
export function isMisreadInJson(json: string, pieces: readonly string[]): boolean {
  if (!pieces.some(isHinted)) return false;
  let from = 0;
  let isInText = false;
  for (const piece of pieces) {
    const at = json.indexOf(piece, from);
    if (at === -1) continue;
    isInText = isOpenAfter(json.slice(from, at), isInText);
    if (isInText && isHinted(piece)) return true;
    isInText = isOpenAfter(piece, isInText);
    from = at + piece.length;
  }
  return false;
}

function isOpenAfter(part: string, isInText: boolean): boolean {
  const quotes = part.replaceAll(/\\./gsv, '').split('"').length - 1;
  return quotes % 2 === 1 ? !isInText : isInText;
}
