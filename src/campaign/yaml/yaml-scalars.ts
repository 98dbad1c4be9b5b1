// Reads a scalar of a YAML file: its value, and problems if the author may have meant something else.
import type { CST, Scalar } from 'yaml';
import { checkPlainText } from './odd-text.ts';
import type { ScalarSource, ScalarStyle } from './scalar-offset.ts';
import type { YamlProblem } from './yaml-problem.ts';

export interface ReadScalar {
  readonly data: unknown;
  readonly text?: ScalarSource;
  readonly unquoted?: string;
  readonly problems: readonly YamlProblem[];
}

export function readScalar(node: Scalar, offset: number): ReadScalar {
  const { value } = node;
  if (typeof value === 'string') {
    const text = { style: styleOf(node), start: offset, value };
    // `title: !Wow` is meant as text. Its tag was reported already, so the missing value is not.
    const data = value === '' && node.tag !== undefined ? node.tag : value;
    const odd = text.style === 'plain' ? checkPlainText(node.source ?? '', offset) : [];
    return { data, text, problems: [...checkText(value, offset), ...odd, ...checkComment(node, value)] };
  }
  const unquoted = node.source ?? '';
  if (typeof value !== 'number' && typeof value !== 'boolean') return { data: null, unquoted, problems: [] };
  // Accepts only what YAML would write in the same way. This excludes +65123, 0123, 1.10, 1e3, TRUE and 20 digits.
  if (unquoted === String(value)) return { data: value, unquoted, problems: [] };
  return { data: unquoted, unquoted, problems: [describeSurprise(unquoted, value, offset)] };
}

function styleOf(node: Scalar): ScalarStyle {
  switch (node.type) {
    case 'QUOTE_DOUBLE':
      return 'double';
    case 'QUOTE_SINGLE':
      return 'single';
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      return 'block';
    case 'PLAIN':
    case undefined:
    default:
      return 'plain';
  }
}

function checkText(value: string, offset: number): readonly YamlProblem[] {
  if (value.isWellFormed()) return [];
  const message = 'text with half a character (a lone surrogate)';
  return [{ offset, code: 'PP103', message, help: 'Write the character itself instead of \\u escapes.' }];
}

/** Warns about `title: Win #1`, where #1 is a comment. An intended comment has a space after its #. */
function checkComment(node: Scalar, value: string): readonly YamlProblem[] {
  const comment = trailingComment(node.srcToken);
  if (comment === undefined || !/^#[^\s#!]/.test(comment.source)) return [];
  const cut = comment.source.length > 40 ? `${comment.source.slice(0, 40)}...` : comment.source;
  return [
    {
      offset: comment.offset,
      code: 'PP107',
      severity: 'warning',
      message: `YAML reads ${JSON.stringify(cut)} as a comment, not as part of the text before it`,
      help: `Put the whole text in quotes: ${JSON.stringify(`${value} ${cut}`)}. If it is a comment, put a space after the #.`,
    },
  ];
}

function trailingComment(token: CST.Token | undefined): CST.SourceToken | undefined {
  if (token?.type !== 'scalar' || token.end === undefined) return undefined;
  const lineEnd = token.end.findIndex((part) => part.type === 'newline');
  const sameLine = lineEnd === -1 ? token.end : token.end.slice(0, lineEnd);
  return sameLine.find((part) => part.type === 'comment');
}

function describeSurprise(unquoted: string, value: number | boolean, offset: number): YamlProblem {
  const read =
    Number.isNaN(value) || Math.abs(Number(value)) === Infinity ? 'no number' : `the ${typeof value} ${value}`;
  const asText = `If it is text, put it in quotes: "${unquoted}".`;
  // A number with so many digits has been rounded, and one with + is a phone number. Neither can be written in another way.
  const isNumber = typeof value === 'number' && Number.isSafeInteger(Math.trunc(value)) && !unquoted.startsWith('+');
  return {
    offset,
    code: 'PP107',
    message: `YAML reads ${unquoted} as ${read}`,
    help: isNumber ? `${asText} If it is a number, write ${value}.` : asText,
  };
}
