// Chooses the row that a test is rendered from, with stand-ins for what it holds or as it is.
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import { originOf } from '../../sources/open-data.ts';
import { noHistory } from '../../plan/history.ts';
import { languageOf } from '../../plan/language.ts';
import type { SeenRow } from '../../plan/plan-block.ts';
import { planCampaign } from '../../plan/plan-campaign.ts';
import { openAudienceOf, type CompiledCampaign } from '../../planning/compile-campaigns.ts';
import { readFirstBlocks } from '../../planning/first-blocks.ts';
import type { Files } from '../../workspace/files.ts';
import { readWantedWords, type WantedWords, type WordsWish } from './wanted-words.ts';
import { isMap } from '../../is-map.ts';

/** The row to choose; by default the first row that would be sent. */
export interface RowWish extends WordsWish {
  /** The number of the row, as in plans and findings. */
  readonly row?: number | undefined;
  /** Whether to take the worst sample of the plan. */
  readonly isWorst: boolean;
  readonly isReal: boolean;
}

export interface TestRow {
  readonly row: number;
  /** The language as plans show it; null if it is not known. */
  readonly locale: string | null;
  /** The name of the arm; null if there are none. */
  readonly arm: string | null;
  /** The notification as a JSON object. */
  readonly notification: Readonly<Record<string, unknown>>;
  /** A warning if nobody in the audience gets these words. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Throws a Refusal (exit 3) if there is no such row, or if it would not be sent. */
export async function chooseRow(files: Files, one: CompiledCampaign, wish: RowWish): Promise<TestRow> {
  const { campaign } = one;
  const words = readWantedWords(campaign, wish);
  const row = wish.isWorst ? await findWorst(files, one) : wish.row;
  await using audience = await openAudienceOf(files, campaign);
  const search = new RowSearch(one, { row, words, isReal: wish.isReal });
  const first = readFirstBlocks(audience.blocks, () => search.found !== undefined);
  const { diagnostics } = await planCampaign({
    ...one,
    blocks: first.blocks,
    isPart: () => first.isPart(),
    history: noHistory,
    keep: async () => {},
    watch: (seen) => search.look(seen),
  });
  const chosen = search.found ?? search.standsIn;
  if (chosen !== undefined) return chosen;
  const { message, help } = search.explain();
  throw new Refusal(exitCodes.invalidInput, [errorAt(originOf(campaign), 'PP535', message, help), ...diagnostics]);
}

interface Wanted {
  readonly row: number | undefined;
  readonly words: WantedWords;
  readonly isReal: boolean;
}

class RowSearch {
  readonly #one: CompiledCampaign;
  readonly #wanted: Wanted;
  /** A row with the wanted language and arm. */
  found: TestRow | undefined;
  /** The first row, shown as if it had them. */
  standsIn: TestRow | undefined;

  constructor(one: CompiledCampaign, wanted: Wanted) {
    this.#one = one;
    this.#wanted = wanted;
  }

  look(seen: SeenRow): void {
    const { row, words } = this.#wanted;
    const { recipient, payload, arm } = seen;
    if (this.found !== undefined || payload === undefined || (row !== undefined && recipient.row !== row)) return;
    const language = this.#languageOf(seen);
    if (hasWords(words, language, arm)) this.found = this.#show(seen, language, arm);
    else if (this.#mayStandIn()) {
      const shown = this.#show(seen, words.locale ?? language, words.arm ?? arm, words.locale);
      this.standsIn ??= shown && { ...shown, diagnostics: [this.#warn(shown.row)] };
    }
  }

  #warn(row: number): Diagnostic {
    const { campaign } = this.#one;
    const message = `${campaign.id} has no row${this.#describeWords()}: the test shows row ${row} as if it were one`;
    const help =
      'Nobody gets these words now. Look at the audience, or at what the campaign says of languages and arms.';
    return warningAt(originOf(campaign), 'PP543', message, help);
  }

  /** A campaign with `languages` says which words a language has. Otherwise a column of the row decides, and cannot be made up. */
  #mayStandIn(): boolean {
    const { isReal, words } = this.#wanted;
    return !isReal && (words.locale === undefined || this.#one.campaign.languages !== undefined);
  }

  #languageOf({ recipient, locale }: SeenRow): string | undefined {
    return this.#one.campaign.languages === undefined ? languageOf(recipient) : locale?.tag;
  }

  /** Undefined for a row that no stand-ins can be made of. */
  #show(
    { recipient, payload = '' }: SeenRow,
    language: string | undefined,
    arm: number | undefined,
    asIf?: string,
  ): TestRow | undefined {
    const { campaign, renderer } = this.#one;
    const notification: unknown = this.#wanted.isReal ? JSON.parse(payload) : renderer.standIn(recipient, arm, asIf);
    if (!isMap(notification)) return undefined;
    const name = arm === undefined ? undefined : campaign.assignment?.arms[arm]?.name;
    return { row: recipient.row, locale: language ?? null, arm: name ?? null, notification, diagnostics: [] };
  }

  explain(): { readonly message: string; readonly help: string } {
    const { row, words } = this.#wanted;
    const { campaign } = this.#one;
    const { file, id, languages } = campaign;
    const help = `pushplan plan ${file} says how many rows there are, and why rows are left out.`;
    if (row !== undefined) return { message: `${id} would not send row ${row}`, help };
    const isSilent = words.locale !== undefined && languages === undefined;
    return {
      message: `${id} has no row${this.#describeWords()} that would be sent`,
      help: isSilent ? `It says nothing of languages, as locale does: leave --locale out. ${help}` : help,
    };
  }

  #describeWords(): string {
    const { locale, arm } = this.#wanted.words;
    const name = arm === undefined ? undefined : this.#one.campaign.assignment?.arms[arm]?.name;
    return `${locale === undefined ? '' : ` in ${locale}`}${name === undefined ? '' : ` of arm ${name}`}`;
  }
}

function hasWords(wanted: WantedWords, language: string | undefined, arm: number | undefined): boolean {
  const isOfLanguage = wanted.locale === undefined || wanted.locale === language;
  return isOfLanguage && (wanted.arm === undefined || wanted.arm === arm);
}

async function findWorst(files: Files, one: CompiledCampaign): Promise<number | undefined> {
  await using audience = await openAudienceOf(files, one.campaign);
  const { samples } = await planCampaign({
    ...one,
    blocks: audience.blocks,
    history: noHistory,
    keep: async () => {},
  });
  return samples[0]?.row;
}
