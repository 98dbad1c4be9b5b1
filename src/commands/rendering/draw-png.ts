// Draws PNGs, with the fonts that a drawing names and no others: the same on every machine. The packages for it are no part of pushplan.
import { createRequire } from 'node:module';
import { requirePackages } from '../../optional-packages.ts';
import { encodePng } from './png-file.ts';

const renderer = '@resvg/resvg-js';
const fontScope = '@expo-google-fonts/';

/** The fonts of every picture. */
const usualFonts = ['Inter', 'Roboto'];

export type DrawPng = (drawing: string) => Promise<Buffer>;

/**
 * Returns the function that draws. Throws a Refusal (exit 3) unless the renderer and the fonts of all `drawings` are installed; it names
 * those that are not.
 */
export async function openPngDrawer(drawings: readonly string[]): Promise<DrawPng> {
  const families = [...new Set([...usualFonts, ...drawings.flatMap(scriptsOf)])];
  const packages = [renderer, ...families.map((family) => filesOf(family)[0] ?? '')];
  requirePackages({ what: '--pictures=png', packages, otherwise: '--pictures=svg, which needs none' });
  const require = createRequire(import.meta.url);
  const { Resvg } = await import('@resvg/resvg-js');
  return async (drawing) => {
    const fontFiles = [...usualFonts, ...scriptsOf(drawing)].flatMap(filesOf).map((file) => require.resolve(file));
    const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' };
    const drawn = new Resvg(drawing, { font, background: '#fff', logLevel: 'off' }).render();
    return encodePng({ width: drawn.width, height: drawn.height, rgba: drawn.pixels }, drawing, fontsIn(drawing));
  };
}

/** The families of Noto that a drawing names. */
function scriptsOf(drawing: string): string[] {
  const named = drawing.matchAll(/font-family="&#39;(Noto [\w ]+)&#39;/gv);
  return [...new Set(Array.from(named, ([, family = '']) => family))];
}

/** The fonts as the drawing names them: "Inter 4.001, Roboto 3.015". */
function fontsIn(drawing: string): string {
  return /Text as wide as in ([\w ,.]+)\.<\/desc>/v.exec(drawing)?.[1] ?? '';
}

function packageOf(family: string): string {
  return fontScope + family.toLowerCase().replaceAll(' ', '-');
}

/** The files for usual text, and for titles. */
function filesOf(family: string): string[] {
  const strong = family === 'Noto Emoji' ? [] : [family === 'Roboto' ? '500Medium' : '600SemiBold'];
  const name = family.replaceAll(' ', '');
  return ['400Regular', ...strong].map((weight) => `${packageOf(family)}/${weight}/${name}_${weight}.ttf`);
}
