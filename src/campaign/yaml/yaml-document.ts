// Composes tokens into a document of the yaml library, with pushplan's settings.
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
    // The library compares every key with every other one. readValues uses a set instead.
    uniqueKeys: false,
  });
  const documents: Document.Parsed[] = [...composer.compose(tokens, true, end)];
  return documents[0];
}
