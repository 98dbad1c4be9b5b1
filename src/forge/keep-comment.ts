// Keeps one comment per plan: finds it by its author and its last line, and updates it, so that a pull request does not fill up with old plans.
import { countOf, formatCount } from '../numbers.ts';
import { exitCodes, refuse } from '../errors.ts';
import { readParts, writeParts, type CommentPart } from './comment-parts.ts';
import type { Comment, CommentForge } from './forge.ts';

export type KeptComment =
  | { readonly action: 'create'; readonly url: string }
  | { readonly action: 'update'; readonly url: string }
  /** The comment says this already. */
  | { readonly action: 'keep'; readonly url: string };

export interface CommentText {
  readonly text: string;
  /** The part that the text is. The other parts of the comment stay as they are. */
  readonly part: CommentPart;
  readonly marker: string;
  /** Looks, but writes nothing. */
  readonly isDry: boolean;
}

/** The last line of a comment, invisible to readers. It says which of several plans the comment shows. */
export function markerOf(names: Readonly<Record<string, string>>): string {
  const words = Object.entries(names).map(([name, value]) => `${name}=${value}`);
  return `<!-- ${['pushplan:plan', ...words].join(' ')} -->`;
}

/** The whole comment, with the marker once, as its last line. `before` is the text that the comment has now. */
export function composeComment(
  { text, part, marker }: Pick<CommentText, 'text' | 'part' | 'marker'>,
  before = '',
): string {
  const parts = new Map(readParts(withoutMarker(before, marker)));
  parts.set(part, withoutMarker(text, marker));
  return `${writeParts(parts)}\n\n${marker}`;
}

/** Throws a Refusal (exit 3) for a text that is too long for the platform, before anything is written. */
export async function keepComment(forge: CommentForge, comment: CommentText): Promise<KeptComment> {
  const { marker, isDry } = comment;
  refuseTooLong(composeComment(comment), forge.longest);
  const found = await findOurs(forge, marker);
  const body = composeComment(comment, found?.body);
  refuseTooLong(body, forge.longest);
  if (found === undefined) return { action: 'create', url: isDry ? '' : await forge.create(body) };
  if (unify(found.body) === unify(body)) return { action: 'keep', url: found.url };
  return { action: 'update', url: isDry ? found.url : await forge.update(found.id, body) };
}

/** `longest` is one of `longestBodies`. */
export function refuseTooLong({ length }: string, longest: number): void {
  if (length <= longest) return;
  throw refuse(
    exitCodes.invalidInput,
    'PP510',
    `the text has ${countOf(length, 'character')} with its marker, and a comment holds ${formatCount(longest)}`,
    'pushplan plan --format markdown keeps within that by itself: post what it prints.',
  );
}

// Anybody can write a marker: a comment of another account is never overwritten, and never taken for a plan of ours.
async function findOurs(forge: CommentForge, marker: string): Promise<Comment | undefined> {
  const author = await forge.author();
  for await (const comment of forge.comments()) {
    if (comment.author === author && endsWith(comment.body, marker)) return comment;
  }
  return undefined;
}

function endsWith(text: string, marker: string): boolean {
  return unify(text).split('\n').at(-1) === marker;
}

function withoutMarker(text: string, marker: string): string {
  const bare = unify(text);
  return endsWith(bare, marker) ? bare.slice(0, -marker.length).trimEnd() : bare;
}

/** Platforms may change the line ends. */
function unify(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}
