// Reads the messages of translations/LANG.yaml. Each becomes a template under a name that no partial can have.
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import { canonicalTag, isKnownLanguage } from './language-tag.ts';
import { isMap } from '../is-map.ts';
import { parseYaml, type ParsedYaml } from './yaml/parse-yaml.ts';
import type { Path, Placed } from './yaml/places.ts';

/** A template, and the path of its value in the file. */
export interface MessageFile {
  readonly file: string;
  readonly text: string;
  readonly from: Placed & { readonly path: Path };
}

export interface Translations {
  readonly file: string;
  readonly tag: string;
  /** The path of each key, by the key: "cart.title". */
  readonly keys: ReadonlyMap<string, Path>;
  /** The messages by name. */
  readonly messages: ReadonlyMap<string, MessageFile>;
  readonly places: Placed['places'];
  readonly diagnostics: readonly Diagnostic[];
}

const prefix = 't:';
const forms: readonly string[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

export function nameOfMessage(tag: string, key: string): string {
  return `${prefix}${tag}:${key}`;
}

/** Returns the name that a template calls: the name of a partial, or the key of a message. */
export function calledName(name: string): string {
  return name.startsWith(prefix) ? name.slice(name.indexOf(':', prefix.length) + 1) : name;
}

export function isMessageName(name: string): boolean {
  return name.startsWith(prefix);
}

export function readTranslations(file: string, text: string): Translations {
  const yaml = parseYaml(file, text);
  const tag = file.slice(file.lastIndexOf('/') + 1, -'.yaml'.length);
  const keys = new Map<string, Path>();
  const messages = new Map<string, MessageFile>();
  const faults: Diagnostic[] = tagFaults(file, tag);
  const begin = (key: string, path: Path): void => {
    // "cart.title" in quotes is the same key as `title` below `cart`.
    if (keys.has(key)) faults.push(repeated(yaml, key, path));
    keys.set(key, path);
  };
  const add = (name: string, template: string, path: Path): void => {
    messages.set(nameOfMessage(tag, name), { file, text: template, from: { places: yaml.places, path } });
  };
  const walk = (value: unknown, path: readonly string[]): void => {
    const key = path.join('.');
    if (typeof value === 'string') {
      begin(key, path);
      add(key, value, path);
    } else if (isMap(value) && isPlural(value)) {
      begin(key, path);
      for (const [form, one] of Object.entries(value)) {
        if (typeof one === 'string') add(`${key}:${form}`, fillSign(tag, one), [...path, form]);
        else faults.push(misfit(yaml, [...path, form]));
      }
      add(key, chooseForm(tag, key, Object.keys(value)), path);
    } else if (isMap(value)) {
      for (const [name, part] of Object.entries(value)) walk(part, [...path, name]);
    } else faults.push(misfit(yaml, path));
  };
  if (faults.length === 0 && yaml.data !== undefined && yaml.data !== null) walk(yaml.data, []);
  return { file, tag, keys, messages, places: yaml.places, diagnostics: [...yaml.diagnostics, ...faults] };
}

function tagFaults(file: string, tag: string): Diagnostic[] {
  if (canonicalTag(tag) === tag && isKnownLanguage(tag)) return [];
  const message = `${JSON.stringify(tag)} is not the tag of a language`;
  return [{ ...errorAt(undefined, 'PP191', message, 'Name the file by a tag: tr.yaml, pt-BR.yaml.'), file }];
}

function misfit(yaml: ParsedYaml, path: Path): Diagnostic {
  const help = 'Write key: text, keys below a key, or the forms of a number: { one: ..., other: ... }.';
  return errorAt(yaml.locate(path), 'PP392', `${path.join('.') || 'the file'} is no text`, help);
}

function repeated(yaml: ParsedYaml, key: string, path: Path): Diagnostic {
  const message = `the key ${key} appears twice, with dots in it and below another key`;
  return errorAt(yaml.locateKey(path), 'PP104', message, 'Keep one of them.');
}

/** Whether the value has forms for numbers: `other`, and no keys but forms. */
function isPlural(value: object): boolean {
  return 'other' in value && Object.keys(value).every((key) => forms.includes(key));
}

/** Replaces # with the number, and \# with a number sign. The number is printed by `plural`, so that a stand-in has the same form. */
function fillSign(tag: string, text: string): string {
  const number = `{{plural count '${tag}' ${forms.map((form) => `${form}='#'`).join(' ')}}}`;
  return text
    .split(/(\{\{.*?\}\})/s)
    .map((part) => (part.startsWith('{{') ? part : part.replaceAll(/\\?#/g, (sign) => (sign === '#' ? number : '#'))))
    .join('');
}

/** Returns a template that picks the message of the form. The helper `plural` prints the name of the form. */
function chooseForm(tag: string, key: string, given: readonly string[]): string {
  const options = given.map((form) => `${form}='${form}'`).join(' ');
  const call = (form: string): string => `{{> ${JSON.stringify(`${nameOfMessage(tag, key)}:${form}`)}}}`;
  const others = given.filter((form) => form !== 'other');
  return others.reduceRight(
    (rest, form) => `{{#if (eq (plural count '${tag}' ${options}) '${form}')}}${call(form)}{{else}}${rest}{{/if}}`,
    call('other'),
  );
}
