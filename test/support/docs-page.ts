// A page of the docs as what it shows: files, campaigns and what pushplan says of them, in their order.
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

/** The campaign with another audience. */
export function withAudience(campaign: string, audience: string): string {
  return campaign.replace(/^audience:\n(?: .*\n)+/mv, audience);
}
