// The services that pushplan needs of a platform with pull requests: their comments, and which plan was approved.

/** A pull request of GitHub or a merge request of GitLab. */
export interface PullRequest {
  /** "owner/name"; on GitLab the project's number or path. */
  readonly repository: string;
  readonly number: number;
}

export interface Comment {
  readonly id: number;
  /** The account as the platform identifies it; compared with `author()` and never shown. */
  readonly author: string;
  readonly body: string;
  /** The address for people; empty if the platform gives none. */
  readonly url: string;
}

/**
 * The largest number of characters in a comment. GitHub answers "body is too long (maximum is 65536 characters)"; GitLab's limit is
 * from its page "Instance limits".
 */
export const longestBodies = { github: 65_536, gitlab: 1_000_000 } as const;

export interface CommentForge extends AsyncDisposable {
  /** The longest body that the platform takes, in UTF-16 units. */
  readonly longest: number;
  /** The account that the token belongs to. */
  author(): Promise<string>;
  /** Reads all pages, with the oldest comment first. */
  comments(): AsyncIterable<Comment>;
  /** Returns the address of the new comment. */
  create(body: string): Promise<string>;
  update(id: number, body: string): Promise<string>;
}

/** The advice for a comment that could not be written: the things to check, and the effect of running it again. */
export const commentAdvice = {
  check: 'the number and the repository',
  again: 'Run it again later: a comment that is there is found and updated.',
} as const;

/** Throws a Refusal unless the platform does what was asked. */
export type Call = (method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: unknown) => Promise<unknown>;

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
