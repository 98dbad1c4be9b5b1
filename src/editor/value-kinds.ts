// Tells which files a YAML key may name.

const data = /\.(?:csv|tsv|ndjson|jsonl|json|xlsx|parquet)(?:\.(?:gz|zst))?$/iv;

const endings: Readonly<Record<string, RegExp>> = { file: data, samples: data, query: /\.sql$/v };

/** Returns none for a key that names no file. */
export function filesFor(key: string, files: readonly string[]): readonly string[] {
  const ending = Object.hasOwn(endings, key) ? endings[key] : undefined;
  return ending === undefined ? [] : files.filter((file) => ending.test(file));
}

export function namesFile(key: string): boolean {
  return Object.hasOwn(endings, key);
}
