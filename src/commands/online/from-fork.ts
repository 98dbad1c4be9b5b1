// Whether this runs for a pull request from a fork: what stands there may name any address, and is asked for nothing.
import { isRecord } from '../../forge/forge.ts';
import { readEventRequest } from '../ci/ci-platform.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Also where it cannot be told. */
export async function isFromFork(env: Variables): Promise<boolean> {
  const source = env['CI_MERGE_REQUEST_SOURCE_PROJECT_ID'] ?? '';
  if (source !== '' && source !== env['CI_MERGE_REQUEST_PROJECT_ID']) return true;
  if (env['GITHUB_EVENT_NAME']?.startsWith('pull_request') !== true) return false;
  try {
    const request = await readEventRequest(env['GITHUB_EVENT_PATH']);
    const [head, base] = [nameOf(request?.['head']), nameOf(request?.['base'])];
    return head === undefined || head !== base;
  } catch {
    return true;
  }
}

/** A fork that was deleted has no repository. */
function nameOf(side: unknown): string | undefined {
  const repository = isRecord(side) ? side['repo'] : undefined;
  const name = isRecord(repository) ? repository['full_name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}
