// Packages that are no part of pushplan: heavy ones, which few need. Who needs them installs them beside it.
import { createRequire } from 'node:module';
import { errorAt } from './diagnostic.ts';
import { exitCodes, Refusal } from './errors.ts';

const require = createRequire(import.meta.url);

export interface Needed {
  /** What needs them: "a ledger on PostgreSQL". */
  readonly what: string;
  /** Names; or of a package the file that must be in it: "@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf". */
  readonly packages: readonly string[];
  /** What else can be done: "save the sheet as CSV UTF-8". */
  readonly otherwise?: string;
  /** The user's file that needs them, where it is one. */
  readonly file?: string;
}

/** @throws Refusal, exit 3, with the line that installs those that are not there. */
export function requirePackages({ what, packages, otherwise, file }: Needed): void {
  const missing = packages.filter((path) => !isInstalled(path)).map(nameOf);
  if (missing.length === 0) return;
  const [noun, are] = missing.length === 1 ? ['package', 'is'] : ['packages', 'are'];
  const message = `${what} needs the ${noun} ${new Intl.ListFormat('en').format(missing)}, which ${are} not installed`;
  const help = `Beside pushplan: npm install ${missing.join(' ')}${otherwise === undefined ? '' : `; or ${otherwise}.`}`;
  const finding = errorAt(undefined, 'PP509', message, help);
  throw new Refusal(exitCodes.invalidInput, [{ ...finding, ...(file !== undefined && { file }) }]);
}

function nameOf(path: string): string {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}

function isInstalled(path: string): boolean {
  try {
    require.resolve(path);
    return true;
  } catch {
    return false;
  }
}
