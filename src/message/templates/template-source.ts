// The source of a template's text. It places a finding within the text in the author's file.
import type { Position } from '../../diagnostic.ts';
import { locateIn, type Path, type Placed } from '../../campaign/yaml/places.ts';
import type { TemplatePlace } from './template-ast.ts';

export interface TemplateSource {
  readonly text: string;
  /** Returns the position of a UTF-16 unit of the text. */
  at(offset: number): Position;
}

/** A source for a string of the campaign. `path` leads to it from the root of the file. */
export function campaignSource(text: string, path: Path, campaign: Placed): TemplateSource {
  return { text, at: (offset) => locateIn(campaign, path, offset) };
}

/** A source for a partial, which is a whole file. The last line break belongs to the file and not to the text. */
export function partialSource(file: string, fileText: string): TemplateSource {
  const text = fileText.replace(/\n$/, '');
  return {
    text,
    at: (offset) => {
      const before = lineStarts(text).filter((start) => start <= offset);
      return { file, line: before.length, column: offset - (before.at(-1) ?? 0) + 1 };
    },
  };
}

/** Converts a position that Handlebars reports to one in the author's file. */
export function positionOf(source: TemplateSource, place: TemplatePlace): Position {
  const start = lineStarts(source.text)[place.line - 1] ?? 0;
  return source.at(Math.min(start + place.column, source.text.length));
}

function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\r\n?|\n/g), (match) => match.index + match[0].length)];
}
