// The parts of pushplan's comment: the outcome of the merge, the plan, and tests on phones. Each job writes its own part and keeps the others.

/** In reading order. */
export const commentParts = ['report', 'plan', 'test'] as const;

export type CommentPart = (typeof commentParts)[number];

type PartTexts = ReadonlyMap<CommentPart, string>;

const edge = /^<!-- pushplan:part (?<part>[a-z]+) -->$/v;

/** Text before the first marker is the plan: a comment need not have markers. */
export function readParts(body: string): PartTexts {
  const texts = new Map<CommentPart, string>();
  let at: CommentPart | undefined = 'plan';
  let lines: string[] = [];
  const end = (): void => {
    const text = lines.join('\n').trim();
    if (at !== undefined && text !== '') texts.set(at, text);
    lines = [];
  };
  for (const line of body.split('\n')) {
    const name = edge.exec(line)?.groups?.['part'];
    if (name === undefined) {
      lines.push(line);
      continue;
    }
    end();
    at = commentParts.find((part) => part === name);
  }
  end();
  return texts;
}

/** A plan that comes first has no marker. */
export function writeParts(texts: PartTexts): string {
  const shown = commentParts.flatMap((part) => {
    const text = texts.get(part);
    return text === undefined ? [] : [{ part, text }];
  });
  return shown
    .map(({ part, text }, index) =>
      part === 'plan' && index === 0 ? text : `<!-- pushplan:part ${part} -->\n\n${text}`,
    )
    .join('\n\n');
}
