// Tags of other tools in a text: nothing fills them in, so that people read them as they are.
import { listForeignTags } from '../../campaign/rules/foreign-tags.ts';

/** Most texts have none of these, and cost no more than to see that: 20% off and @home have not. */
const hint = /[{|[]|<%|%[a-z%]|#[a-z_]+#|@@|-[a-z]+_/i;

/** In exports, and so in cells, others are found as well, which could be a text of an author. */
const others = [
  /\{[a-z][\w]*=[\w.]+\}/i,
  /%[a-z]+(?:[._][a-z]+)+%/i,
  /%[A-Z][A-Z_]{2,}%/,
  /(?<![\w-])-[a-z]+(?:_[a-z]+)+-(?![\w-])/i,
  /\[%[\s\w.]+%\]/,
  /(?<![#\w])#[A-Z]+(?:_[A-Z]+)*#(?!\w)/,
  /@@\w+@@/,
];

/** What kind of tag a text holds, in words; undefined when it holds none. */
export function findPlaceholder(text: string): string | undefined {
  if (!hint.test(text)) return undefined;
  const [tag] = listForeignTags(text);
  if (tag !== undefined) return `a tag of another tool, ${tag.form}`;
  return others.some((pattern) => pattern.test(text)) ? 'a tag of another tool' : undefined;
}
