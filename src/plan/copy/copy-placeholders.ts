// Finds tags of other tools in a text. Nothing fills them in, so that people would read them as they are.
import { listForeignTags } from '../../campaign/rules/foreign-tags.ts';

/** A quick first test, because most texts contain none of these. "20% off" and "@home" do not match. */
const hint = /[{|[]|<%|%[a-z%]|#[a-z_]+#|@@|-[a-z]+_/i;

/** Further forms that are only searched for in rendered texts, because exports contain them. In a template, an author could mean them as text. */
const others = [
  /\{[a-z][\w]*=[\w.]+\}/i,
  /%[a-z]+(?:[._][a-z]+)+%/i,
  /%[A-Z][A-Z_]{2,}%/,
  /(?<![\w-])-[a-z]+(?:_[a-z]+)+-(?![\w-])/i,
  /\[%[\s\w.]+%\]/,
  /(?<![#\w])#[A-Z]+(?:_[A-Z]+)*#(?!\w)/,
  /@@\w+@@/,
];

/** Describes the kind of tag in a text. Undefined if there is none. */
export function findPlaceholder(text: string): string | undefined {
  if (!hint.test(text)) return undefined;
  const [tag] = listForeignTags(text);
  if (tag !== undefined) return `a tag of another tool, ${tag.form}`;
  return others.some((pattern) => pattern.test(text)) ? 'a tag of another tool' : undefined;
}
