// What an answer proves: the outcomes to commit for an attempt, and what happens to its notifications next.
import type { Diagnostic } from '../diagnostic.ts';
import type { Outcome } from './outcome.ts';
import type { Answer } from './sender.ts';

/** How many times a notification is tried if answers prove nothing, before it stays in doubt. */
const maxUnclearTries = 5;

export interface Try {
  /** Notifications in the request. */
  readonly size: number;
  /** True if notifications that may have been received are sent again. */
  readonly mayRepeat: boolean;
  /** The number of earlier attempts of the same notifications that may have been received. */
  readonly repeats: number;
}

export type Next =
  | { readonly kind: 'done' }
  /** Nobody received it, and the notification is not the cause: try again after a pause. */
  | { readonly kind: 'back_off' }
  /** Like back_off, but it may have been received. */
  | { readonly kind: 'repeat' }
  /** Split into two halves, each with a claim of its own. */
  | { readonly kind: 'split' }
  /** Nobody received it, and this run does not try it again. */
  | { readonly kind: 'set_aside' }
  | { readonly kind: 'throttle'; readonly retryAfter: number | null }
  | { readonly kind: 'shut_out'; readonly diagnostic: Diagnostic };

export interface Verdict {
  /** The kind of answer after checking its number of outcomes. */
  readonly answer: Answer['kind'];
  readonly outcomes: readonly Outcome[];
  readonly status: number | null;
  readonly error: string | null;
  /** What the API's code for refusing the request means; empty if unknown. */
  readonly meaning: string;
  /** An excerpt of a foreign answer; empty for any other. */
  readonly excerpt: string;
  readonly next: Next;
}

type Case =
  | 'settled'
  | 'unacceptable_many'
  | 'unacceptable_one'
  | 'foreign_many'
  | 'foreign_one'
  | 'shut_out'
  | 'throttled'
  | 'unsent'
  | 'unclear_once'
  | 'unclear_again'
  | 'unclear_enough';

/** What is committed for every notification of the request ("each": the outcome of each), and what comes next. */
const table: Readonly<Record<Case, { readonly commit: Outcome['kind'] | 'each'; readonly next: Next['kind'] }>> = {
  settled: { commit: 'each', next: 'done' },
  unacceptable_many: { commit: 'not_sent', next: 'split' },
  unacceptable_one: { commit: 'rejected', next: 'done' },
  foreign_many: { commit: 'not_sent', next: 'split' },
  foreign_one: { commit: 'not_sent', next: 'set_aside' },
  shut_out: { commit: 'not_sent', next: 'shut_out' },
  throttled: { commit: 'not_sent', next: 'throttle' },
  unsent: { commit: 'not_sent', next: 'back_off' },
  unclear_once: { commit: 'in_doubt', next: 'done' },
  unclear_again: { commit: 'repeated', next: 'repeat' },
  unclear_enough: { commit: 'in_doubt', next: 'done' },
};

export function classify(given: Answer, attempt: Try): Verdict {
  const answer = distrustMiscount(given, attempt.size);
  const row = table[caseOf(answer, attempt)];
  return {
    answer: answer.kind,
    outcomes: answer.kind === 'settled' ? answer.outcomes : repeat(outcomeOf(row.commit, answer), attempt.size),
    status: answer.kind === 'unsent' ? null : answer.status,
    error: errorOf(answer),
    meaning: answer.kind === 'unacceptable' ? answer.message : '',
    excerpt: answer.kind === 'foreign' ? answer.excerpt : '',
    next: nextOf(row.next, answer),
  };
}

/** Treats an answer with more or fewer outcomes than notifications as unclear: it proves nothing about any of them. */
function distrustMiscount(answer: Answer, size: number): Answer {
  if (answer.kind !== 'settled' || answer.outcomes.length === size) return answer;
  return { kind: 'unclear', status: answer.status, error: 'miscounted_answer' };
}

function caseOf(answer: Answer, attempt: Try): Case {
  switch (answer.kind) {
    case 'settled':
    case 'shut_out':
    case 'throttled':
    case 'unsent':
      return answer.kind;
    case 'unacceptable':
      return attempt.size > 1 ? 'unacceptable_many' : 'unacceptable_one';
    case 'foreign':
      return attempt.size > 1 ? 'foreign_many' : 'foreign_one';
    case 'unclear':
      if (!attempt.mayRepeat) return 'unclear_once';
      return attempt.repeats + 1 < maxUnclearTries ? 'unclear_again' : 'unclear_enough';
  }
}

function outcomeOf(commit: Outcome['kind'] | 'each', answer: Answer): Outcome {
  if (commit === 'rejected' && answer.kind === 'unacceptable') return { kind: 'rejected', code: answer.code };
  if (commit === 'not_sent' || commit === 'repeated') return { kind: commit };
  return { kind: 'in_doubt' };
}

function nextOf(next: Next['kind'], answer: Answer): Next {
  if (answer.kind === 'shut_out') return { kind: 'shut_out', diagnostic: answer.diagnostic };
  if (answer.kind === 'throttled') return { kind: 'throttle', retryAfter: answer.retryAfter };
  if (next === 'back_off' || next === 'repeat' || next === 'split' || next === 'set_aside') return { kind: next };
  return { kind: 'done' };
}

function errorOf(answer: Answer): string | null {
  switch (answer.kind) {
    case 'settled':
      return null;
    case 'unacceptable':
    case 'foreign':
      return answer.code;
    case 'shut_out':
      return answer.error ?? answer.diagnostic.code;
    case 'throttled':
      return 'throttled';
    case 'unsent':
    case 'unclear':
      return answer.error;
  }
}

function repeat(outcome: Outcome, times: number): readonly Outcome[] {
  return Array.from({ length: times }, () => outcome);
}
