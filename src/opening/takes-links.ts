// Tells whether a terminal shows links. Only known terminals get links, since others may show the address as rubbish.
import { isCi, type Context, type Output } from './context.ts';

/** The names of terminals in TERM_PROGRAM. */
const programs: ReadonlySet<string> = new Set(['ghostty', 'Hyper', 'iTerm.app', 'rio', 'vscode', 'WezTerm', 'zed']);
const terms: ReadonlySet<string> = new Set(['alacritty', 'foot', 'xterm-ghostty', 'xterm-kitty']);

/** The first version of VTE, the library of GNOME Terminal and others, that shows links and does not crash on them. */
const firstVte = 5_001;

/** FORCE_HYPERLINK=1 or =0 decides. Inside a terminal multiplexer there are no links, because it hides which terminal it is in. */
export function takesLinks({ env }: Pick<Context, 'env'>, output: Pick<Output, 'isTerminal'>): boolean {
  const forced = env['FORCE_HYPERLINK'];
  if (forced !== undefined && forced !== '') return forced !== '0';
  if (!output.isTerminal || isCi(env) || env['TMUX'] !== undefined || env['STY'] !== undefined) return false;
  return isKnown(env);
}

function isKnown(env: Context['env']): boolean {
  const { TERM_PROGRAM = '', TERM = '', VTE_VERSION, WT_SESSION, KONSOLE_VERSION } = env;
  if (programs.has(TERM_PROGRAM) || terms.has(TERM)) return true;
  if (WT_SESSION !== undefined || KONSOLE_VERSION !== undefined) return true;
  return Number(VTE_VERSION ?? 0) >= firstVte;
}
