// What an error of the wire is called in the ledger and on the screen: a code or a class, never a message, since messages may quote what was sent.

export function nameOfError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const refused = /^Proxy response \((\d{3})\)/.exec(error.message)?.[1];
  if (refused !== undefined) return `proxy_${refused}`;
  const code = 'code' in error ? error.code : undefined;
  if (isName(code)) return code;
  return isName(error.name) ? error.name : 'unknown';
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[\w/]{1,64}$/.test(value);
}
