// Describes anchors (&name) and aliases (*name) without a counterpart.
import type { Node } from 'yaml';
import { findNearest } from '../find-nearest.ts';
import type { SourceText } from './source-text.ts';
import type { YamlProblem } from './yaml-problem.ts';

interface Anchored {
  readonly source: SourceText;
  /** The anchors above the place, by name. */
  readonly anchors: ReadonlyMap<string, Node>;
}

export function describeUnknownAlias(name: string, offset: number, { anchors, source }: Anchored): YamlProblem {
  const isBelow = new RegExp(String.raw`(?:^|[\s,\[\{])&${RegExp.escape(name)}(?=[\s,\]\}]|$)`, 'v').test(source.text);
  if (isBelow) {
    const message = 'an alias (*name) above its anchor (&name)';
    const help = 'Put the anchor where the value comes first, and the alias below it.';
    return { offset, code: 'PP103', message, help };
  }
  const nearest = findNearest(name, [...anchors.keys()]);
  const message = 'an alias (*name) without an anchor of that name (&name) above it';
  const help = 'Put text that begins with * in quotes.';
  return { offset, code: 'PP103', message, help: nearest === undefined ? help : `Did you mean *${nearest}? ${help}` };
}

/** Reports unused anchors, since `title: &more` is meant as text. `named` are the values that aliases refer to. */
export function describeUnused({
  source,
  anchors,
  named,
}: Anchored & { readonly named: ReadonlySet<Node> }): readonly YamlProblem[] {
  return [...anchors]
    .filter(([, node]) => !named.has(node))
    .map(([name, { range }]) => {
      const offset = Math.max(0, source.text.lastIndexOf(`&${name}`, range?.[0] ?? 0));
      const message = 'YAML reads & and the word after it as an anchor, not as a part of the text';
      const help = 'Put the whole text in quotes, or remove the anchor: no alias (*name) uses it.';
      return { offset, code: 'PP107', severity: 'warning', message, help };
    });
}
