// Tokens -> the document of the yaml library, with the settings under which pushplan reads YAML.
import { Composer, type Document } from 'yaml';
import type { YamlTokens } from './yaml-tokens.ts';

/** `end` is the length of the text. */
export function composeDocument(tokens: YamlTokens['tokens'], end: number): Document.Parsed | undefined {
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
