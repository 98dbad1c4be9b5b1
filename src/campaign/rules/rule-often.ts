// Rules for `exclude`: each entry must be either a list or a recent notification, not a mix of both.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { isMap, valueAt } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { checkFileKind } from './rule-file-kind.ts';

const lists = ['file', 'query'];
const kinds = [...lists, 'sent', 'tag'];

export function checkExclusions(yaml: ParsedYaml): readonly Diagnostic[] {
  const exclude = valueAt(yaml.data, 'exclude');
  if (!Array.isArray(exclude)) return [];
  return exclude.flatMap((entry: unknown, index) => {
    if (!isMap(entry)) return [];
    const problem = judgeEntry(entry);
    if (problem === undefined) return checkFileKind(yaml, entry, ['exclude', index]);
    return [
      errorAt(yaml.locate(['exclude', index]), 'PP174', `this entry of exclude ${problem.message}`, problem.help),
    ];
  });
}

function judgeEntry(
  entry: Readonly<Record<string, unknown>>,
): { readonly message: string; readonly help: string } | undefined {
  const [kind, other] = kinds.filter((name) => entry[name] !== undefined);
  if (kind === undefined) {
    const help =
      'Name a list (file: lists/staff.csv, or query: lists/staff.sql), a campaign (sent: cart-reminder, within: 24h) or a tag (tag: promo, within: 7d).';
    return { message: 'names no list, no campaign and no tag', help };
  }
  if (other !== undefined) {
    return {
      message: `has both "${kind}" and "${other}"`,
      help: 'Make two entries of it: people who are in one of them are left out.',
    };
  }
  const isList = lists.includes(kind);
  if (!isList && entry['within'] === undefined) {
    return {
      message: `has "${kind}" and no "within"`,
      help: 'Say how long ago it may have been, such as within: 24h.',
    };
  }
  const lost = isList ? ['within'] : ['match', 'hashed', 'sheet'];
  const [first] = lost.filter((name) => entry[name] !== undefined);
  if (first === undefined) return undefined;
  return { message: `has "${first}", which "${kind}" does not take`, help: 'Leave it out.' };
}
