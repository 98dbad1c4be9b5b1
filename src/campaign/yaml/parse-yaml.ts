// YAML text -> data, the place of every value, and what is wrong with it. Nothing that a file holds can make it throw.
import { Composer, type Document, type Node, type YAMLError } from 'yaml';
import type { Diagnostic } from '../../diagnostic.ts';
import { openPlaces, type Place, type PlaceFinder, type Places } from './places.ts';
import { openSource, positionAt, type SourceText } from './source-text.ts';
import { toDiagnostic, type YamlProblem } from './yaml-problem.ts';
import { describeSyntaxErrors } from './yaml-syntax.ts';
import { readTokens, type YamlTokens } from './yaml-tokens.ts';
import { readValues } from './yaml-values.ts';

/** Bytes of a YAML file that are read at most. */
export const maxYamlBytes = 1024 * 1024;

export interface ParsedYaml extends PlaceFinder {
  readonly file: string;
  readonly places: Places;
  /** Undefined when the text could not be read as YAML at all; `diagnostics` then says why. */
  readonly data: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

interface Reading {
  readonly data: unknown;
  readonly place: Place;
  readonly problems: readonly YamlProblem[];
}

export function parseYaml(file: string, text: string): ParsedYaml {
  const source = openSource(file, text.startsWith('\uFEFF') ? text.slice(1) : text);
  const { data, place, problems } = read(source);
  const places = { source, root: place };
  return {
    file,
    data,
    places,
    ...openPlaces(places),
    diagnostics: problems.map((problem) => toDiagnostic(source, problem)),
  };
}

function read(source: SourceText): Reading {
  if (source.text.length > maxYamlBytes) {
    return unreadable([{ offset: 0, code: 'PP106', message: 'the file is larger than 1 MiB', help: 'Split it.' }]);
  }
  try {
    return readWithLibrary(source);
  } catch {
    // The library is not meant to throw; what it says may hold parts of the file, so it is not repeated.
    return unreadable([{ offset: 0, code: 'PP103', message: 'not valid YAML: it cannot be read' }]);
  }
}

function readWithLibrary(source: SourceText): Reading {
  const { tokens, bareTemplates, problems, cut } = readTokens(source.text);
  if (cut) return unreadable(problems);

  const document = compose(tokens, source.text.length);
  const templates = [...bareTemplates].map(describeBareTemplate);
  const syntax = describeSyntaxErrors(document?.errors ?? [], source);
  if (document === undefined || syntax.length > 0) {
    const told = new Set(templates.map(({ offset }) => positionAt(source, offset).line));
    const others = syntax.filter(({ offset }) => !told.has(positionAt(source, offset).line));
    return unreadable([...problems, ...templates, ...others]);
  }
  const values = readValues(document.contents, source, bareTemplates);
  return { ...values, problems: [...problems, ...templates, ...values.problems] };
}

interface ReadDocument {
  readonly contents: Node | null;
  readonly errors: readonly YAMLError[];
}

function compose(tokens: YamlTokens['tokens'], end: number): ReadDocument | undefined {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    keepSourceTokens: true,
    prettyErrors: false,
    logLevel: 'silent',
    // The library compares each key with each other one; readValues does it with a set.
    uniqueKeys: false,
  });
  const documents: Document.Parsed[] = [...composer.compose(tokens, true, end)];
  return documents[0];
}

function describeBareTemplate(offset: number): YamlProblem {
  const message = 'YAML reads {{ without quotes as a map, not as a template';
  return { offset, code: 'PP107', message, help: 'Put the whole value in quotes, such as "{{name}}".' };
}

function unreadable(problems: readonly YamlProblem[]): Reading {
  return { data: undefined, place: { value: 0, below: false }, problems };
}
