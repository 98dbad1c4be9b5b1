// Finds parts of an address that were printed unencoded and contain a character with a special meaning there.

/** The part before path, query and fragment. */
const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

const hint = /[?#&+%]/;
/** A % with two hex digits is an escape, and already encoded. */
const inPath = /[?#]|%(?![0-9a-f]{2})/i;
const inQuery = /[&#+]|%(?![0-9a-f]{2})/i;

const isHinted = (piece: string): boolean => hint.test(piece);

/** Returns whether one of the printed pieces, given in their order, should have been encoded. */
export function isUnencoded(address: string, pieces: readonly string[]): boolean {
  // Most pieces have no such character and need no more than this test.
  if (!pieces.some(isHinted)) return false;
  const start = origin.exec(address)?.[0].length;
  if (start === undefined) return false;
  let from = 0;
  for (const piece of pieces) {
    const at = address.indexOf(piece, from);
    if (at === -1) continue;
    from = at + piece.length;
    if (at > start && isMisread(piece, address.slice(start, at))) return true;
  }
  return false;
}

/**
 * `before` is the address from its path to the piece. A piece that begins before the path is an address itself, and is not tested. One directly after
 * ? or & that contains an = is a query itself.
 */
function isMisread(piece: string, before: string): boolean {
  if (before.includes('#')) return false;
  if (!before.includes('?')) return inPath.test(piece);
  if (/[?&]$/.test(before) && piece.includes('=')) return false;
  return inQuery.test(piece);
}
