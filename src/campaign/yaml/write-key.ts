// Writes a name as a key of a YAML flow map, for lines that help texts suggest.

export function writeKey(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/v.test(name) ? name : JSON.stringify(name);
}
