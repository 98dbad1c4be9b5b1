// Lock screens of the samples, as pictures kept in git: the first of each campaign comes before the second of any.
import { countOf, formatCount } from '../../numbers.ts';
import { leaveOut, type Section } from './markdown-page.ts';
import { safeMarkdown } from './safe-markdown.ts';

export interface ShownPicture {
  readonly campaign: string;
  /** The name of the sample, such as "longest-title". */
  readonly sample: string;
  readonly address: string;
  /** Shows a link instead of the picture, for readers who may have no permission to see it. */
  readonly isLink: boolean;
}

const mostPictures = 12;

export function picturesSection(pictures: readonly ShownPicture[]): Section {
  const taken = takeTurns(pictures);
  const shown = taken.slice(0, mostPictures);
  const more = taken.length - shown.length;
  const note =
    more === 0
      ? ''
      : `\n\n_${formatCount(more)} more of ${countOf(taken.length, 'picture')} in this change are not shown here._`;
  return {
    head: '<details open><summary><b>On the lock screen</b></summary>\n\n',
    parts: shown.map((picture) => () => showPicture(picture)),
    separator: '\n\n',
    tail: `${note}\n\n</details>`,
    leftOut: leaveOut('picture', 'pictures', 'pushplan preview'),
    rank: 6,
    share: 0.05,
  };
}

function takeTurns(pictures: readonly ShownPicture[]): ShownPicture[] {
  const seen = new Map<string, number>();
  const turns = pictures.map((picture) => {
    const turn = seen.get(picture.campaign) ?? 0;
    seen.set(picture.campaign, turn + 1);
    return { picture, turn };
  });
  return turns.toSorted((a, b) => a.turn - b.turn).map(({ picture }) => picture);
}

function showPicture({ campaign, sample, address, isLink }: ShownPicture): string {
  const name = safeMarkdown(`${campaign}, ${sample.replaceAll('-', ' ')}`);
  return isLink ? `[${name}](${address})` : `![${name}](${address})`;
}
