// Collects the addresses of pictures and links in what would be sent: each once, with where it comes from.
import type { Campaign } from '../../campaign/campaign.ts';
import { isTemplate } from '../../campaign/template-text.ts';
import type { AskedAddress } from '../../sources/downloads/ask-address.ts';
import type { SeenRow } from '../../plan/plan-block.ts';

export interface Address extends AskedAddress {
  readonly campaign: Campaign;
  /** The path in the campaign file. */
  readonly path: readonly string[];
  /** The first row that has it. */
  readonly row: number;
  /** The address as the campaign has it, if it is not made of the row: then it can be shown. */
  readonly written: string | undefined;
}

/** The most addresses that are checked: nobody waits for a hundred thousand pictures. */
const mostAddresses = 500;

export class Addresses {
  readonly #found = new Map<string, Address>();
  readonly #written = new Map<Campaign, readonly string[]>();
  #more = 0;

  /** Collects the addresses in one notification that would be sent. */
  look(campaign: Campaign, { recipient, payload }: Pick<SeenRow, 'recipient' | 'payload'>): void {
    if (payload === undefined) return;
    const notification: unknown = JSON.parse(payload);
    this.#walk(notification, [], (url, path) => {
      const kind = kindOf(path);
      if (kind === undefined || this.#found.has(url)) return;
      if (this.#found.size >= mostAddresses) {
        this.#more += 1;
        return;
      }
      const written = this.#writtenIn(campaign).find((text) => url === text || url.startsWith(`${text}?`));
      this.#found.set(url, {
        url,
        kind,
        campaign,
        path: ['notification', ...path.map((key) => (/^\d+$/.test(key) ? 'item' : key))],
        row: recipient.row,
        written,
      });
    });
  }

  list(): readonly Address[] {
    return [...this.#found.values()];
  }

  /** Whether there are addresses beyond those that are checked. */
  get hasMore(): boolean {
    return this.#more > 0;
  }

  #walk(value: unknown, path: readonly string[], see: (url: string, path: readonly string[]) => void): void {
    if (typeof value === 'string') see(value, path);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value)) this.#walk(part, [...path, key], see);
    }
  }

  #writtenIn(campaign: Campaign): readonly string[] {
    const known = this.#written.get(campaign);
    if (known !== undefined) return known;
    const texts = new Set<string>();
    this.#walk(
      campaign.variants.map(({ notification }) => notification),
      [],
      (text) => {
        if (!isTemplate(text)) texts.add(text);
      },
    );
    this.#written.set(campaign, [...texts]);
    return [...texts];
  }
}

function kindOf(path: readonly string[]): Address['kind'] | undefined {
  const key = path.at(-1);
  if (key === 'image_url') return path.includes('advanced_push_items') ? 'card' : 'picture';
  return key === 'ins_dl_internal' || key === 'ins_dl_external' ? 'link' : undefined;
}
