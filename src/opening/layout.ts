// The layout of text for an output: its width, and whether it may have colours.
import { colourStyle, linkingStyle, plainStyle, type Layout, type Style } from '../view/style.ts';
import type { Context, Output } from './context.ts';
import { showPath } from './show-path.ts';
import { takesLinks } from './takes-links.ts';

/** `root` is the workspace that the paths in findings are relative to, if there is one. */
export function layoutOf(context: Context, output: Output, root = context.cwd): Layout {
  const folder = showPath(context.cwd, root);
  return {
    style: styleOf(context, output),
    columns: output.columns,
    ...(folder === '.' ? {} : { folder: `${folder}/` }),
  };
}

/** Links are escape sequences like colours, so they are off whenever colours are off. */
function styleOf(context: Context, output: Output): Style {
  if (!isColourful(context, output)) return plainStyle;
  return takesLinks(context, output) ? linkingStyle : colourStyle;
}

/** Colour is off for NO_COLOR (and so for --no-color), for TERM=dumb and without a terminal. FORCE_COLOR turns it on without one. */
export function isColourful({ env }: Context, output: Output): boolean {
  const { NO_COLOR, TERM } = env;
  return output.color && (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb';
}
