// Parses a YAML text: returns its data, the position of every value, and its errors. Never throws, whatever the file contains.
import type { Diagnostic } from '../../diagnostic.ts';
import { findSlips } from './find-slips.ts';
import { openPlaces, type Place, type PlaceFinder, type Places } from './places.ts';
import { openSource, positionAt, type SourceText } from './source-text.ts';
import { composeDocument } from './yaml-document.ts';
import { toDiagnostic, type YamlProblem } from './yaml-problem.ts';
import { findSyntaxError } from './yaml-syntax.ts';
import { readTokens } from './yaml-tokens.ts';
import { readValues } from './yaml-values.ts';

/** The largest YAML file that is read, in bytes. */
export const maxYamlBytes = 1024 * 1024;

export interface ParsedYaml extends PlaceFinder {
  readonly file: string;
  readonly places: Places;
  /** Undefined if the text could not be read as YAML. `diagnostics` then has the reason. */
  readonly data: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

interface Reading {
  readonly data: unknown;
  readonly place: Place;
  readonly problems: readonly YamlProblem[];
}

export function parseYaml(file: string, text: string): ParsedYaml {
  const source = openSource(file, text.replace(/^\uFEFF/v, ''));
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

const notYaml: YamlProblem = { offset: 0, code: 'PP103', message: 'not valid YAML: it cannot be read' };

function read(source: SourceText): Reading {
  if (source.text.length > maxYamlBytes) {
    return unreadable([{ offset: 0, code: 'PP106', message: 'the file is larger than 1 MiB', help: 'Split it.' }]);
  }
  try {
    return readWithLibrary(source);
  } catch {
    // The library is not supposed to throw. Its message may contain parts of the file, so it is not repeated.
    return unreadable([notYaml]);
  }
}

function readWithLibrary(source: SourceText): Reading {
  const { tokens, bareTemplates, problems, cut } = readTokens(source.text);
  if (cut) return unreadable(problems);

  const document = composeDocument(tokens, source.text.length);
  const templates = [...bareTemplates].map((offset) => describeBareTemplate(source.text, offset));
  const syntaxError = document === undefined ? notYaml : findSyntaxError(document.errors);
  if (document === undefined || syntaxError !== undefined) {
    const slips = findSlips(source, syntaxError ?? notYaml);
    const told = new Set(slips.map(({ offset }) => positionAt(source, offset).line));
    const others = [...problems, ...templates].filter(({ offset }) => !told.has(positionAt(source, offset).line));
    return unreadable([...slips, ...others]);
  }
  const values = readValues(document.contents, source, bareTemplates);
  return { ...values, problems: [...problems, ...templates, ...values.problems] };
}

function describeBareTemplate(text: string, offset: number): YamlProblem {
  const message = 'YAML reads {{ without quotes as a map, not as a template';
  const help = /^[^\}\n]*"/v.test(text.slice(offset, offset + 200))
    ? "Put the whole value in single quotes (') with only double ones inside it."
    : 'Put the whole value in quotes, such as "{{name}}".';
  return { offset, code: 'PP107', message, help };
}

function unreadable(problems: readonly YamlProblem[]): Reading {
  return { data: undefined, place: { value: 0, below: false }, problems };
}
