// A name as the key of a flow map in YAML, for lines that an author is told to write.

export function writeKey(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/v.test(name) ? name : JSON.stringify(name);
}
