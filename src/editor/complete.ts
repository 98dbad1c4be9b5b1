// Proposes what may be written at a place: names in templates, and files, sources and ids as values in YAML.
import { describeSignature } from '../message/helpers/helper.ts';
import { helperTable } from '../message/helpers/helper-table.ts';
import { campaignsAt, type EditorKnowledge, type EditorPlace, type EditedCampaign } from './editor-knowledge.ts';
import { findExpressionPart, type ExpressionPart } from './expression-part.ts';
import { findScope, firstName, type ScopeAt } from './scope-at.ts';
import { filesFor } from './value-kinds.ts';
import { findWrittenValue } from './written-value.ts';

export interface EditorProposal {
  readonly kind: 'column' | 'field' | 'variable' | 'helper' | 'partial' | 'message' | 'file' | 'source' | 'campaign';
  /** Replaces the text from `start` to `end`. */
  readonly text: string;
  /** A few words that are shown beside it. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation?: string;
  readonly start: number;
  readonly end: number;
}

export function complete(knowledge: EditorKnowledge, place: EditorPlace): readonly EditorProposal[] {
  const part = findExpressionPart(place.text, place.offset);
  const found = part === undefined ? proposeValues(knowledge, place) : proposeParts(knowledge, place, part);
  const seen = new Set<string>();
  return found.filter(({ kind, text }) => !seen.has(`${kind} ${text}`) && seen.add(`${kind} ${text}`));
}

type Bare = Omit<EditorProposal, 'start' | 'end'>;

function proposeParts(knowledge: EditorKnowledge, place: EditorPlace, part: ExpressionPart): readonly EditorProposal[] {
  const at = { start: part.start, end: part.end };
  switch (part.kind) {
    case 'partial':
      return knowledge.partials.map(({ name, file }) => ({ kind: 'partial', text: name, detail: file, ...at }));
    case 'message':
      return Array.from(knowledge.messages, ([text, messages]) => ({
        kind: 'message',
        text,
        detail: messages.map(({ tag }) => tag).join(', '),
        ...at,
      }));
    case 'name': {
      const { text, isHead } = part;
      const dot = text.slice(0, Math.max(0, place.offset - part.start)).lastIndexOf('.');
      if (dot > 0 && !text.endsWith('../') && !text.slice(0, dot + 1).endsWith('..')) {
        const path = text.slice(0, dot);
        return proposeFields(knowledge, place, path).map((bare) => ({ ...bare, ...at, start: part.start + dot + 1 }));
      }
      const names = campaignsAt(knowledge, place.file).flatMap((known) => proposeNames(known, place));
      return [...names, ...(isHead ? proposeHelpers() : [])].map((bare) => ({ ...bare, ...at }));
    }
  }
}

function scopeOf({ campaign }: EditedCampaign, place: EditorPlace): ScopeAt {
  return findScope(place, campaign.file === place.file ? campaign : undefined);
}

function proposeNames(known: EditedCampaign, place: EditorPlace): readonly Bare[] {
  const { depth, list, variables } = scopeOf(known, place);
  const fields = known.columns.find(({ name }) => name === list)?.fields ?? [];
  return [
    ...fields.map((text): Bare => ({ kind: 'field', text, detail: `of an entry of ${list ?? ''}` })),
    ...variables.map((name): Bare => ({
      kind: 'variable',
      text: `@${name}`,
      detail: name === 'campaign' || name === 'arm' ? 'of the campaign' : 'of the entry',
    })),
    ...known.columns.map(({ name, type }): Bare => {
      const written = isPlain(name) ? name : `[${name}]`;
      return { kind: 'column', text: `${'../'.repeat(depth)}${written}`, detail: `${type}, ${known.from}` };
    }),
  ];
}

/** Tells whether Handlebars reads the name as one name. */
function isPlain(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_\-]*$/v.test(name);
}

function proposeFields(knowledge: EditorKnowledge, place: EditorPlace, path: string): readonly Bare[] {
  const head = firstName(path);
  return campaignsAt(knowledge, place.file).flatMap((known) => {
    const { fields = [] } = known.columns.find(({ name }) => name === head) ?? {};
    return fields.map((text): Bare => ({ kind: 'field', text, detail: `of ${head}` }));
  });
}

function proposeHelpers(): readonly Bare[] {
  return Array.from(helperTable, ([text, helper]) => ({
    kind: 'helper',
    text,
    detail: describeSignature(helper),
    documentation: helper.doc,
  }));
}

function proposeValues(knowledge: EditorKnowledge, { file, text, offset }: EditorPlace): readonly EditorProposal[] {
  const value = findWrittenValue(text, offset);
  if (value === undefined || !/\.ya?ml$/v.test(file)) return [];
  const at = { start: value.start, end: value.end };
  const { key } = value;
  if (key === 'source') {
    return knowledge.sources.map((name) => ({ kind: 'source', text: name, detail: 'of pushplan.yaml', ...at }));
  }
  if (key === 'sent') {
    return Array.from(knowledge.campaigns, ([path, { campaign }]) => ({
      kind: 'campaign',
      text: campaign.id,
      detail: path,
      ...at,
    }));
  }
  const meant = filesFor(key, knowledge.files).filter((path) => !knowledge.withoutRows.has(path));
  return meant.map((path) => ({
    kind: 'file',
    text: path,
    detail: 'in the workspace',
    ...at,
  }));
}
