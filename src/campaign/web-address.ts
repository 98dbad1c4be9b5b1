// Whether a text, which may be a template, can become an https address.
import { isTemplate, literalStart } from './template-text.ts';

export function isHttps(text: string): boolean {
  const start = literalStart(text).toLowerCase();
  const scheme = 'https://';
  if (!isTemplate(text)) return start.startsWith(scheme) && URL.canParse(text);
  // "{{url}}" and "htt{{rest}}" are known once they are rendered.
  return start.length < scheme.length ? scheme.startsWith(start) : start.startsWith(scheme);
}
