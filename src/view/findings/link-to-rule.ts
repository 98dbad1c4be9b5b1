// The web address at which a rule is explained.
export const repository = 'https://github.com/pushplan/pushplan';

export function linkToRule(code: string): string {
  return `${repository}/blob/main/.github/RULES.md#${code.toLowerCase()}`;
}
