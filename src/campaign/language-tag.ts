// Tags of languages, in the form in which no two mean the same.

/** tr_TR and TR-tr are tr-TR, iw is he. Undefined for what is no tag. */
export function canonicalTag(written: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(written.trim().replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

/** Whether Node.js has the language. What is no tag is none. */
export function isKnownLanguage(tag: string): boolean {
  try {
    return Intl.ListFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

/** The tag, and then what is left of it part by part: zh-Hant-TW, zh-Hant, zh. */
export function chainOf(tag: string): readonly string[] {
  const parts = tag.split('-');
  return parts.map((_, left) => parts.slice(0, parts.length - left).join('-'));
}

/** tr of tr-CY. */
export function languageOfTag(tag: string): string {
  return tag.replace(/-.*$/s, '');
}
