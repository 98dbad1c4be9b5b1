// Finds the workspace that a command line is about, if any of its words leads to one.
import { findWorkspace } from '../workspace/find-workspace.ts';

/** Returns the root of the first workspace found. `words` may be any arguments; those that lead to no workspace are skipped. */
export async function findRootOf(cwd: string, words: readonly string[]): Promise<string | undefined> {
  const operands = words.filter((word) => !word.startsWith('-'));
  for (const paths of [...operands.map((word) => [word]), []]) {
    const root = await findWorkspace(cwd, paths).then(
      (found) => found.root,
      () => undefined,
    );
    if (root !== undefined) return root;
  }
  return undefined;
}
