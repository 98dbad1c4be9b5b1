// Turns the nodes of the yaml library into plain data with the position of every value, and reports values that YAML reads in a surprising way.
import { countOf } from '../../numbers.ts';
import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  visit,
  type Alias,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { describeUnknownAlias, describeUnused } from './odd-anchors.ts';
import type { Place } from './places.ts';
import { readScalar } from './yaml-scalars.ts';
import { positionAt, type SourceText } from './source-text.ts';
import type { YamlProblem } from './yaml-problem.ts';
import { maxDepth } from './yaml-tokens.ts';

/** The most values that aliases may add to a file. An alias bomb makes millions of them. */
const maxAliasedValues = 10_000;

export interface YamlValue {
  /** Maps have no prototype, so `__proto__` is an ordinary key. */
  readonly data: unknown;
  readonly place: Place;
}

interface Walk {
  readonly source: SourceText;
  readonly bareTemplates: ReadonlySet<number>;
  readonly problems: YamlProblem[];
  readonly anchors: Map<string, Node>;
  /** The value of each alias at its place. An anchor may be defined again further down. */
  readonly targets: Map<Alias, Node | undefined>;
  /** The values that aliases refer to. */
  readonly named: Set<Node>;
  readonly open: Set<Node>;
  hasBrokenAlias: boolean;
  depth: number;
  aliases: number;
  aliased: number;
}

interface Keyed {
  readonly key?: number;
}

export function readValues(
  root: Node | null,
  source: SourceText,
  bareTemplates: ReadonlySet<number>,
): YamlValue & { readonly problems: readonly YamlProblem[] } {
  const walk: Walk = {
    source,
    bareTemplates,
    problems: [],
    anchors: new Map(),
    targets: new Map(),
    named: new Set(),
    open: new Set(),
    hasBrokenAlias: false,
    depth: 0,
    aliases: 0,
    aliased: 0,
  };
  const read = readNode(walk, root, undefined);
  // If an alias is misspelt, its anchor is not reported as unused too.
  const unused = walk.hasBrokenAlias ? [] : describeUnused(walk);
  return { ...read, problems: [...walk.problems, ...unused] };
}

function readNode(walk: Walk, node: unknown, key: number | undefined): YamlValue {
  const keyed = key === undefined ? {} : { key };
  if (isAlias(node)) return readAlias(walk, node, key);
  if (!isCollection(node) && !isScalar(node)) {
    return { data: null, place: { ...keyed, value: key ?? 0, below: true, unquoted: '' } };
  }
  remember(walk, node);
  if (walk.aliases > 0) walk.aliased += 1;
  const value = startOf(node, key ?? 0);
  if (isScalar(node)) return readLeaf(walk, node, value, keyed);
  return walk.bareTemplates.has(value)
    ? readBareTemplate(walk, node, value, keyed)
    : readCollection(walk, node, value, keyed);
}

function readLeaf(walk: Walk, node: Scalar, value: number, keyed: Keyed): YamlValue {
  const { data, text, unquoted, problems } = readScalar(node, value);
  report(walk, ...problems);
  return {
    data,
    place: {
      ...keyed,
      value,
      below: data === null && unquoted === '',
      ...(text === undefined ? {} : { text }),
      ...(unquoted === undefined ? {} : { unquoted }),
    },
  };
}

/** Reads `title: {{name}}` as text, as it is meant. This gives one finding instead of one for everything that is wrong with such a map. */
function readBareTemplate(walk: Walk, node: Node, value: number, keyed: Keyed): YamlValue {
  return {
    data: walk.source.text.slice(value, node.range?.[1] ?? value),
    place: { ...keyed, value, below: false },
  };
}

function readCollection(walk: Walk, node: YAMLMap | YAMLSeq, value: number, keyed: Keyed): YamlValue {
  walk.open.add(node);
  walk.depth += 1;
  const { data, children } = isMap(node) ? readMap(walk, node) : readList(walk, node.items);
  walk.depth -= 1;
  walk.open.delete(node);
  return { data, place: { ...keyed, value, below: node.flow !== true, children } };
}

interface Children {
  readonly data: unknown;
  readonly children: ReadonlyMap<string, Place>;
}

function readMap(walk: Walk, node: YAMLMap): Children {
  const data: Record<string, unknown> = Object.create(null);
  const children = new Map<string, Place>();
  for (const pair of node.items) {
    const key = readKey(walk, pair, node);
    const { data: value, place } = key.joined ?? readValue(walk, pair, key.offset);
    const first = children.get(key.name);
    if (first === undefined) {
      data[key.name] = value;
      children.set(key.name, place);
    } else {
      const { line } = positionAt(walk.source, first.key ?? first.value);
      const message = `the key ${JSON.stringify(key.name)} is here twice`;
      report(walk, {
        offset: key.offset,
        code: 'PP104',
        message,
        help: `The first is in line ${line}. Keep one of them.`,
      });
    }
  }
  return { data, children };
}

/** Reports `title: #1 deal`, where the whole value is a comment. */
function readValue(walk: Walk, { value, srcToken }: Pair, key: number): YamlValue {
  const read = readNode(walk, value, key);
  const comment = srcToken?.sep?.find(({ type }) => type === 'comment');
  if (read.data !== null || comment === undefined || !/^#[^\s#!]/v.test(comment.source)) return read;
  const message = 'YAML reads # and what follows it as a comment: the key has no value';
  report(walk, { offset: comment.offset, code: 'PP107', message, help: 'Put the whole text in quotes.' });
  return { data: null, place: { ...read.place, value: comment.offset, below: false } };
}

function readList(walk: Walk, items: readonly unknown[]): Children {
  const data: unknown[] = [];
  const children = new Map<string, Place>();
  for (const [index, item] of items.entries()) {
    const { data: value, place } = readNode(walk, item, undefined);
    data.push(value);
    children.set(String(index), place);
  }
  return { data, children };
}

interface Key {
  readonly name: string;
  readonly offset: number;
  /** The value, if it is written into the key. */
  readonly joined?: YamlValue;
}

function readKey(walk: Walk, pair: Pair, map: YAMLMap): Key {
  const { key, value } = pair;
  const offset = isNode(key) ? startOf(key, startOf(map, 0)) : startOf(map, 0);
  if (!isScalar(key)) {
    reportNoText(walk, pair, offset);
    return { name: '', offset };
  }
  remember(walk, key);
  if (typeof key.value !== 'string') return { name: reportOddKey(walk, key.source ?? '', offset), offset };
  if (key.type !== 'PLAIN') return { name: key.value, offset };
  if (key.value === '<<') {
    report(walk, { offset, code: 'PP105', message: 'merge keys (<<) are not allowed', help: 'Write the keys out.' });
  }
  const joined = value === null && map.flow === true ? joinedIn(key.value) : undefined;
  if (joined === undefined) return { name: key.value, offset };
  const at = offset + joined.name.length + 1;
  const message = 'not valid YAML: a space is missing after the colon';
  report(walk, { offset: at, code: 'PP103', message, help: 'Write a space between the colon and the value.' });
  return { name: joined.name, offset, joined: { data: joined.text, place: { key: offset, value: at, below: false } } };
}

function reportNoText(walk: Walk, { key, srcToken }: Pair, offset: number): void {
  if (isAlias(key)) {
    walk.hasBrokenAlias = true;
    return report(walk, { offset, code: 'PP105', message: 'an alias (*name) as a key', help: 'Write the key out.' });
  }
  if (isNode(key)) {
    // An alias may refer to an anchor in there.
    visit(key, (_key, node) => (isScalar(node) || isCollection(node) ? remember(walk, node) : undefined));
  }
  const isMarked = isMap(key) && srcToken?.start.some(({ type }) => type === 'explicit-key-ind') === true;
  const [message, help] = isMarked
    ? ['a ? before a key', 'Remove the ?.']
    : ['a key that is not text', 'Write the key as a word.'];
  return report(walk, { offset, code: 'PP105', message, help });
}

/** Splits the key of `{ optin:"true" }`, which YAML reads as a key without a value. */
function joinedIn(key: string): { readonly name: string; readonly text: string } | undefined {
  const [, name, text] = /^([\w.\-]+):([^\s\/][^]*)$/v.exec(key) ?? [];
  return name === undefined || text === undefined ? undefined : { name, text: text.replaceAll(/^["']|["']$/gv, '') };
}

function reportOddKey(walk: Walk, name: string, offset: number): string {
  const message = name === '' ? 'a colon without a key' : `the key ${name} is not text`;
  const help = name === '' ? 'Write a word before the colon.' : `Put it in quotes: "${name}".`;
  report(walk, { offset, code: 'PP105', message, help });
  return name;
}

function readAlias(walk: Walk, alias: Alias, key: number | undefined): YamlValue {
  const offset = startOf(alias, key ?? 0);
  const nothing = { data: null, place: { ...(key === undefined ? {} : { key }), value: offset, below: false } };
  if (!walk.targets.has(alias)) walk.targets.set(alias, walk.anchors.get(alias.source));
  const target = walk.targets.get(alias);
  if (target === undefined) {
    walk.hasBrokenAlias = true;
    report(walk, describeUnknownAlias(alias.source, offset, walk));
    return nothing;
  }
  walk.named.add(target);
  if (walk.open.has(target)) {
    report(walk, {
      offset,
      code: 'PP105',
      message: 'an alias inside the value that it stands for',
      help: 'Write the value out.',
    });
    return nothing;
  }
  if (walk.aliased > maxAliasedValues || walk.depth > maxDepth) {
    reportBomb(walk, offset);
    return nothing;
  }
  walk.aliases += 1;
  const value = readNode(walk, target, key);
  walk.aliases -= 1;
  return value;
}

/** Reports it once. A bomb would cause one problem for each of its parts. */
function reportBomb(walk: Walk, offset: number): void {
  if (walk.problems.some((problem) => problem.code === 'PP106')) return;
  const message = `aliases make this file larger than ${countOf(maxAliasedValues, 'value')} or deeper than ${countOf(maxDepth, 'level')}`;
  walk.problems.push({ offset, code: 'PP106', message, help: 'Write the values out.' });
}

function remember(walk: Walk, node: Scalar | YAMLMap | YAMLSeq): void {
  if (walk.aliases === 0 && node.anchor !== undefined) walk.anchors.set(node.anchor, node);
}

function startOf(node: Node, otherwise: number): number {
  return node.range?.[0] ?? otherwise;
}

/** Reports problems, but not again for the value of an alias, which was reported where it is written. */
function report(walk: Walk, ...problems: readonly YamlProblem[]): void {
  if (walk.aliases === 0) walk.problems.push(...problems);
}
