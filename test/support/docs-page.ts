// Reads what a page of the docs shows: files, campaigns and pushplan's output about them, in their order.
import { readRepositoryFile } from './repository.ts';

export interface PageBlock {
  readonly kind: string;
  readonly text: string;
}

export function readPage(name: string): readonly PageBlock[] {
  const page = readRepositoryFile(`.github/docs/${name}.md`);
  return [...page.matchAll(/^```(?<kind>\w+)\n(?<text>[^]*?)^```$/gmv)].map(({ groups }) => ({
    kind: groups?.['kind'] ?? '',
    text: groups?.['text'] ?? '',
  }));
}

/** Replaces the audience of the campaign. */
export function withAudience(campaign: string, audience: string): string {
  return campaign.replace(/^audience:\n(?: .*\n)+/mv, audience);
}
