// What pushplan asks of a platform that keeps pull requests: their comments, and which plan was approved.

/** GitHub's word is used for GitLab's merge requests too. */
export interface PullRequest {
  /** "owner/name"; on GitLab the project's number or path. */
  readonly repository: string;
  readonly number: number;
}

export interface Comment {
  readonly id: number;
  /** As the platform names accounts to itself; compared with `author()` and shown to nobody. */
  readonly author: string;
  readonly body: string;
  /** For people; empty where the platform gives none. */
  readonly url: string;
}

/**
 * The most characters of a comment. GitHub answers "body is too long (maximum is 65536 characters)"; GitLab's page "Instance limits"
 * has the other.
 */
export const longestBodies = { github: 65_536, gitlab: 1_000_000 } as const;

export interface CommentForge extends AsyncDisposable {
  /** The most that the platform takes, in UTF-16 units. */
  readonly longest: number;
  /** The account that the token speaks for. */
  author(): Promise<string>;
  /** All pages, oldest first. */
  comments(): AsyncIterable<Comment>;
  /** The new comment's address. */
  create(body: string): Promise<string>;
  update(id: number, body: string): Promise<string>;
}

/** Where to look, and what to do, when a comment could not be kept. */
export const commentAdvice = {
  check: 'the number and the repository',
  again: 'Run it again later: a comment that is there is found and updated.',
} as const;

/** Throws a Refusal for whatever the platform answers but what was asked for. */
export type Call = (method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: unknown) => Promise<unknown>;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
