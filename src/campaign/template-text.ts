// Inspects a text that may be a template, without compiling it.

export function isTemplate(text: string): boolean {
  return text.includes('{{');
}

/** Returns the part before the first expression, which is the same for every recipient. */
export function literalStart(text: string): string {
  const expression = text.indexOf('{{');
  return expression === -1 ? text : text.slice(0, expression);
}

/** Returns the texts around the expressions. */
export function literalParts(text: string): readonly string[] {
  return text.split(/\{\{.*?\}\}/s);
}

/**
 * Returns the names that the texts in a value call with a helper, as far as the text alone shows. `call` has the name in one of two groups, one for
 * each kind of quotes.
 */
export function namesCalledIn(value: unknown, call: RegExp): ReadonlySet<string> {
  const names = new Set<string>();
  const look = (part: unknown): void => {
    if (typeof part === 'string') for (const [, one, other] of part.matchAll(call)) names.add(one ?? other ?? '');
    else if (typeof part === 'object' && part !== null) Object.values(part).forEach(look);
  };
  look(value);
  return names;
}
