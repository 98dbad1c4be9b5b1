// The layout of text for an output: its width, and whether it may have colours.
import { colourStyle, linkingStyle, plainStyle, type Layout, type Style } from '../view/style.ts';
import type { Context, Output } from './context.ts';
import { showPath } from './show-path.ts';
import { takesLinks } from './takes-links.ts';

/** `root` is the workspace that the files in findings are relative to, where there is one. */
export function layoutOf(context: Context, output: Output, root = context.cwd): Layout {
  const folder = showPath(context.cwd, root);
  return {
    style: styleOf(context, output),
    columns: output.columns,
    ...(folder === '.' ? {} : { folder: `${folder}/` }),
  };
}

/** Links are sequences as colours are, and go with them. */
function styleOf(context: Context, output: Output): Style {
  if (!isColourful(context, output)) return plainStyle;
  return takesLinks(context, output) ? linkingStyle : colourStyle;
}

/** Colour is off for NO_COLOR (and so for --no-color), TERM=dumb and where there is no terminal; FORCE_COLOR turns it on where there is none. */
export function isColourful({ env }: Context, output: Output): boolean {
  const { NO_COLOR, TERM } = env;
  return output.color && (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb';
}
