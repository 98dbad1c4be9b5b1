// Language tags, in the canonical form, in which no two tags mean the same.

/** Returns the canonical tag: tr-TR for tr_TR and TR-tr, he for iw. Undefined if the text is not a tag. */
export function canonicalTag(written: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(written.trim().replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

/** Whether Node.js has the language. False if the text is not a tag. */
export function isKnownLanguage(tag: string): boolean {
  try {
    return Intl.ListFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

/** Returns the tag, and then the tag with its parts removed from the end, one by one: zh-Hant-TW, zh-Hant, zh. */
export function chainOf(tag: string): readonly string[] {
  const parts = tag.split('-');
  return parts.map((_, left) => parts.slice(0, parts.length - left).join('-'));
}

/** Returns tr for tr-CY. */
export function languageOfTag(tag: string): string {
  return tag.replace(/-.*$/s, '');
}
