// The campaigns of a simulated world, and an audience that changes between one apply and the next.
import type { Campaign } from '../../src/campaign/campaign.ts';
import { compileCampaign } from '../../src/message/compile-campaign.ts';
import type { Recipient } from '../../src/message/recipient.ts';
import type { Renderer } from '../../src/message/renderer.ts';
import { aCampaign } from './a-campaign.ts';
import type { Chance } from './sim-random.ts';

export interface SimCampaign {
  readonly campaign: Campaign;
  readonly campId: number;
  readonly renderer: Renderer;
}

interface Row {
  readonly id: string;
  readonly mail: string;
  /** The API rejects titles that begin with "bad". */
  readonly title: string;
  readonly version: string;
}

const readAtOnce = 40;

/** Compiled once, because they are the same in every world. */
export const simCampaigns: readonly SimCampaign[] = [
  makeCampaign('once', 1, {}),
  makeCampaign('news', 2, { resend: 'on_change' }),
  makeCampaign('alarm', 3, { guarantee: 'at_least_once' }),
  makeCampaign('price', 4, { guarantee: 'at_least_once', resend: 'on_change', async: true }),
];

export class SimAudience {
  #rows: Row[] = [];
  #made = 0;

  constructor(chance: Chance, size: number) {
    for (let index = 0; index < size; index++) this.#rows.push(this.#makeRow(chance));
  }

  /** Adds, removes and changes rows, repeats one, and may reverse their order. */
  edit(chance: Chance): void {
    this.#rows = this.#rows.filter(() => !chance.hits(0.05));
    this.#rows = this.#rows.map((row) => (chance.hits(0.15) ? change(row, chance) : row));
    for (let more = chance.whole(0, 10); more > 0; more--) this.#rows.push(this.#makeRow(chance));
    const twice = this.#rows[chance.whole(0, this.#rows.length - 1)];
    if (twice !== undefined) this.#rows.push({ ...twice, version: 'later' });
    if (chance.hits(0.3)) this.#rows.reverse();
  }

  /** Leaves at most two rows that the API rejects, so that rejections do not look like a defect of the template. */
  mend(): void {
    let bad = 0;
    this.#rows = this.#rows.map((row) => (row.title.startsWith('bad') && ++bad > 2 ? { ...row, title: 'Sale' } : row));
  }

  async *blocks(): AsyncGenerator<readonly Recipient[]> {
    const recipients = this.#rows.map((row, index) => ({
      row: index + 1,
      line: index + 2,
      values: Object.assign(Object.create(null) as Record<string, unknown>, row),
    }));
    for (let start = 0; start < recipients.length; start += readAtOnce) {
      yield recipients.slice(start, start + readAtOnce);
    }
  }

  #makeRow(chance: Chance): Row {
    this.#made += 1;
    // Some recipients share a mailbox, so they may not be in the same request.
    const mail = chance.hits(0.1) ? 'family@example.com' : `c${this.#made}@example.com`;
    return { id: `c${this.#made}`, mail, ...content(chance) };
  }
}

/** Changes the version, or makes a title bad or good again. */
function change(row: Row, chance: Chance): Row {
  if (row.title.startsWith('bad') || chance.hits(0.1))
    return { ...row, title: row.title === 'Sale' ? 'bad title' : 'Sale' };
  return { ...row, version: String(chance.whole(1, 4)) };
}

function content(chance: Chance): Pick<Row, 'title' | 'version'> {
  return { title: chance.hits(0.03) ? 'bad title' : 'Sale', version: String(chance.whole(1, 4)) };
}

function makeCampaign(id: string, campId: number, terms: Partial<Campaign>): SimCampaign {
  const plain = aCampaign({
    key: '{{id}}',
    notification: {
      identifiers: { uuid: '{{id}}', email: '{{mail}}' },
      camp_id: campId,
      title: '{{title}}',
      message: 'Version {{version}} for {{id}}',
    },
  });
  const campaign = { ...plain, id, file: `${id}.campaign.yaml`, ...terms };
  const { renderer, diagnostics } = compileCampaign(campaign, ['id', 'mail', 'title', 'version'], new Map());
  if (renderer === undefined) throw new Error(JSON.stringify(diagnostics));
  return { campaign, campId, renderer };
}
