// A test of a campaign's words: a row, and what must become of it.
import type { CampaignFile } from '../generated/campaign.ts';

type Written = NonNullable<CampaignFile['tests']>[number];

export interface CharRange {
  readonly min?: number;
  readonly max?: number;
}

export interface CopyTest {
  /** As findings and reports call it. */
  readonly name: string;
  /** The name of the variant that the row gets; without it the test holds for each. */
  readonly arm?: string;
  /** By column. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly sent: boolean;
  readonly cards?: number;
  readonly titleChars?: CharRange;
  readonly messageChars?: CharRange;
  /** Fields of the notification, in the API's names; null for one that must not be there. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export function readCopyTest({ name, arm, given, expect }: Written, index: number): CopyTest {
  const { sent = true, cards, title_chars: titleChars, message_chars: messageChars, ...fields } = expect;
  // A column may be called __proto__, which only a map without prototype takes as a name.
  const row: Record<string, unknown> = Object.create(null);
  for (const [column, value] of Object.entries(given)) row[column] = value;
  return {
    name: name === undefined ? `number ${index + 1}` : JSON.stringify(name),
    ...(arm === undefined ? {} : { arm }),
    given: row,
    sent,
    ...(cards === undefined ? {} : { cards }),
    ...(titleChars && { titleChars }),
    ...(messageChars && { messageChars }),
    fields,
  };
}
