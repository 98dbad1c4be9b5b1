// One comment per plan: found again by its author and its last line, and updated, so that a pull request is not filled with old plans.
import { countOf, formatCount } from '../numbers.ts';
import { exitCodes, refuse } from '../errors.ts';
import { readParts, writeParts, type CommentPart } from './comment-parts.ts';
import type { Comment, CommentForge } from './forge.ts';

export type KeptComment =
  | { readonly action: 'create'; readonly url: string }
  | { readonly action: 'update'; readonly url: string }
  /** It says this already. */
  | { readonly action: 'keep'; readonly url: string };

export interface CommentText {
  readonly text: string;
  /** What it is; the other parts of the comment stay. */
  readonly part: CommentPart;
  readonly marker: string;
  /** Looks, and writes nothing. */
  readonly isDry: boolean;
}

/** The last line of the comment, invisible to readers: it says which of several plans this is. */
export function markerOf(names: Readonly<Record<string, string>>): string {
  const words = Object.entries(names).map(([name, value]) => `${name}=${value}`);
  return `<!-- ${['pushplan:plan', ...words].join(' ')} -->`;
}

/** The whole comment, with the marker as its last line, once. `before` is what it said. */
export function composeComment(
  { text, part, marker }: Pick<CommentText, 'text' | 'part' | 'marker'>,
  before = '',
): string {
  const parts = new Map(readParts(withoutMarker(before, marker)));
  parts.set(part, withoutMarker(text, marker));
  return `${writeParts(parts)}\n\n${marker}`;
}

/** Throws a Refusal (exit 3) for a text that the platform does not take, before anything is written. */
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

/** `longest` is of `longestBodies`. */
export function refuseTooLong({ length }: string, longest: number): void {
  if (length <= longest) return;
  throw refuse(
    exitCodes.invalidInput,
    'PP510',
    `the text has ${countOf(length, 'character')} with its marker, and a comment holds ${formatCount(longest)}`,
    'pushplan plan --format markdown keeps within that by itself: post what it prints.',
  );
}

// Anybody can write a marker: what somebody else wrote is never overwritten, and never taken for a plan of ours.
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

/** Platforms give line ends back as they like. */
function unify(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}
