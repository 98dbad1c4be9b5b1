// Reads from the sources what the program prints for people: texts, and the findings that it makes, with their help.
import { parseAst } from 'rolldown/parseAst';
import { isObject, type Json } from './walk-schema.ts';

interface SourceMessage {
  readonly code: string;
  /** The message with "…" for values; empty if it is made elsewhere. */
  readonly text: string;
  readonly hasHelp: boolean;
}

/** The index of the code among the arguments. Message and help follow it. */
const makers: ReadonlyMap<string, number> = new Map([
  ['refuse', 1],
  ['errorAt', 1],
  ['warningAt', 1],
]);

interface SourceTexts {
  readonly messages: readonly SourceMessage[];
  /** Every text that may be shown, that is, every text with a space in it. */
  readonly texts: readonly string[];
}

export function readMessages(source: string, path: string): SourceTexts {
  const nodes = listNodes(parseAst(source, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' }));
  return {
    messages: nodes.flatMap((node) => messageOf(node) ?? []),
    texts: nodes.map(textOf).filter((text) => text.includes(' ')),
  };
}

function messageOf({ type, callee, arguments: args }: Json): SourceMessage | undefined {
  if (type !== 'CallExpression' || !isObject(callee)) return undefined;
  const at = makers.get(String(callee['name']));
  if (at === undefined || !Array.isArray(args)) return undefined;
  const [code, message, help] = args.slice(at);
  return { code: textOf(code), text: textOf(message), hasHelp: isObject(help) };
}

function listNodes(root: unknown): readonly Json[] {
  const nodes: Json[] = [];
  const open: unknown[] = [root];
  for (const value of open) {
    if (Array.isArray(value)) open.push(...value);
    if (!isObject(value)) continue;
    if (typeof value['type'] === 'string') nodes.push(value);
    for (const child of Object.values(value)) if (typeof child === 'object') open.push(child);
  }
  return nodes;
}

function textOf(node: unknown): string {
  if (!isObject(node)) return '';
  const { type, value, quasis } = node;
  if (type === 'Literal' && typeof value === 'string') return value;
  if (type !== 'TemplateLiteral' || !Array.isArray(quasis)) return '';
  return quasis.map((quasi: Json) => (isObject(quasi['value']) ? String(quasi['value']['cooked']) : '')).join('…');
}
