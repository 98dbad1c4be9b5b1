// Checks for optional packages: large packages that few people need, who install them beside pushplan.
import { createRequire } from 'node:module';
import { errorAt } from './diagnostic.ts';
import { exitCodes, Refusal } from './errors.ts';

const require = createRequire(import.meta.url);

export interface Needed {
  /** The feature that needs the packages: "a ledger on PostgreSQL". */
  readonly what: string;
  /** Package names, or a file that has to be in a package: "@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf". */
  readonly packages: readonly string[];
  /** An alternative: "save the sheet as CSV UTF-8". */
  readonly otherwise?: string;
  /** The user's file that needs the packages, if there is one. */
  readonly file?: string;
}

/** @throws Refusal, exit 3, with the command that installs the missing packages. */
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
