// Keeps what the API said of a key in the cache folder of this user, so that the API is asked at most once a minute.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import type { Context } from '../../opening/context.ts';
import { openUserCache } from '../program/user-cache.ts';
import type { CheckLine } from './check.ts';
import { makeFolder } from '../../workspace/make-folder.ts';
import { tryParseJson } from '../../try-parse-json.ts';

/** Milliseconds between two questions about the same key. */
const between = 60_000;

interface LastAnswer {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The lines about the answer, without personal data and without the key. */
  readonly checks: readonly CheckLine[];
}

export interface AnswerMemory {
  /** Undefined if the API may be asked again. */
  last(now: number): Promise<LastAnswer | undefined>;
  keep(answer: LastAnswer): Promise<void>;
}

/** Keeps nothing if this user has no cache folder of their own. */
export function rememberAnswers({ env }: Pick<Context, 'env'>, endpoint: string, apiKey: string): AnswerMemory {
  const cache = openUserCache(env, process);
  if (cache === undefined) return { last: async () => undefined, keep: async () => {} };
  const sum = createHash('sha256')
    .update(JSON.stringify(['doctor', endpoint, apiKey]))
    .digest('hex');
  const folder = join(cache, 'doctor');
  const path = join(folder, `${sum.slice(0, 32)}.json`);
  return {
    last: async (now) => {
      const kept = readAnswer(await readFile(path, 'utf8').catch(() => ''));
      return kept !== undefined && kept.at <= now && now - kept.at < between ? kept : undefined;
    },
    keep: async (answer) => {
      try {
        makeFolder(folder, 0o700);
        await writeFile(path, JSON.stringify(answer), { mode: 0o600 });
      } catch {
        // Then the API is asked again, which costs one more request.
      }
    },
  };
}

function readAnswer(text: string): LastAnswer | undefined {
  const answer = tryParseJson(text);
  return isAnswer(answer) ? answer : undefined;
}

function isAnswer(value: unknown): value is LastAnswer {
  if (typeof value !== 'object' || value === null || !('at' in value) || !('checks' in value)) return false;
  return typeof value.at === 'number' && Array.isArray(value.checks) && value.checks.every(isCheck);
}

function isCheck(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}
