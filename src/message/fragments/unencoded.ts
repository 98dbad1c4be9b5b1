// Parts of an address that were printed as they are, where a sign in them means something else than itself.

/** Up to where path, query and fragment begin. */
const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

const hint = /[?#&+%]/;
/** An escape is one already. */
const inPath = /[?#]|%(?![0-9a-f]{2})/i;
const inQuery = /[&#+]|%(?![0-9a-f]{2})/i;

const isHinted = (piece: string): boolean => hint.test(piece);

/** Whether one of the pieces that expressions printed, in their order, should have been encoded. */
export function isUnencoded(address: string, pieces: readonly string[]): boolean {
  // Most pieces have no such sign, and cost no more than to see that.
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

/** A piece that begins before the path is an address itself, and one right behind ? or & with an = in it is a query itself. */
function isMisread(piece: string, before: string): boolean {
  if (before.includes('#')) return false;
  if (!before.includes('?')) return inPath.test(piece);
  if (/[?&]$/.test(before) && piece.includes('=')) return false;
  return inQuery.test(piece);
}
