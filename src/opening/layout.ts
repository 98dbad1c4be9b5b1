// How text may look on an output: its width, and whether it may have colours.
import { colourStyle, plainStyle, type Layout } from '../view/style.ts';
import type { Context, Output } from './context.ts';
import { showPath } from './show-path.ts';

/** `root` is the workspace that the files in findings are relative to, where there is one. */
export function layoutOf(context: Context, output: Output, noColor: boolean, root = context.cwd): Layout {
  const folder = showPath(context.cwd, root);
  return {
    style: isColourful(context, output, noColor) ? colourStyle : plainStyle,
    columns: output.columns,
    ...(folder === '.' ? {} : { folder: `${folder}/` }),
  };
}

/** Colour is off for NO_COLOR, TERM=dumb, --no-color and where there is no terminal; FORCE_COLOR turns it on where there is none. */
export function isColourful({ env }: Context, output: Output, noColor: boolean): boolean {
  const { NO_COLOR, TERM } = env;
  return output.color && !noColor && (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb';
}
