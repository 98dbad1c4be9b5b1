// Makes pictures of a campaign's samples to keep in git, and the file that tells git and its platforms that they are generated.
import type { Campaign } from '../../campaign/campaign.ts';
import type { Sample } from '../../generated/plan.ts';
import { drawSample } from '../../view/phones/sample-picture.ts';
import type { RenderedFile } from './rendered-file.ts';

export const attributesName = '.gitattributes';
export const attributesMark =
  '# Written by pushplan render --write --pictures: the pictures are made, and nobody has to read them as text.\n';

export type PictureFormat = 'svg' | 'png';

/** Draws pictures. Their `text` is the drawing in both formats: for PNG it is turned into pixels when it is written. */
export function drawPictures(
  { id, file }: Campaign,
  samples: readonly Sample[],
  format: PictureFormat,
): RenderedFile[] {
  const names = samples.map(nameSample);
  return samples.map((sample, index) => {
    const name = names[index] ?? '';
    const number = names.slice(0, index).filter((one) => one === name).length + 1;
    return {
      name: `${id}.${name}${number === 1 ? '' : `-${number}`}.${format}`,
      source: file,
      text: drawSample(sample, id),
      diagnostics: [],
    };
  });
}

/** "longest-title", "language-pt-BR", "arm-B": the same in each run, whichever row it is. No dots, since `campaignOf` relies on that. */
function nameSample({ why, language, arm }: Sample): string {
  const several = why === 'language' ? [language, arm] : why === 'arm' ? [arm] : [];
  return [why.replaceAll('_', '-'), ...several.filter((part) => part !== undefined)]
    .join('-')
    .replaceAll(/[ .]/gv, '-');
}

const gitAttributes: Readonly<Record<PictureFormat, string>> = {
  svg: 'text eol=lf',
  png: '-text',
};

export function attributesOf(format: PictureFormat): RenderedFile {
  return {
    name: attributesName,
    source: '--pictures',
    text: `${attributesMark}*.${format} linguist-generated gitlab-generated ${gitAttributes[format]}\n`,
    diagnostics: [],
  };
}

/** The format of the pictures that the file names; undefined if the file is not ours. */
export function readFormat(attributes: string): PictureFormat | undefined {
  if (!attributes.startsWith(attributesMark)) return undefined;
  return attributes.includes('*.png') ? 'png' : 'svg';
}
