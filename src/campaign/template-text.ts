// What can be said of a text that may be a template, without compiling it.

export function isTemplate(text: string): boolean {
  return text.includes('{{');
}

/** The part before the first expression: the same for every recipient. */
export function literalStart(text: string): string {
  const expression = text.indexOf('{{');
  return expression === -1 ? text : text.slice(0, expression);
}

/** What stands around the expressions. */
export function literalParts(text: string): readonly string[] {
  return text.split(/\{\{.*?\}\}/s);
}
