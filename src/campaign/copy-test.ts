// A test of a campaign's texts: a row, and the expected result.
import type { CampaignFile } from '../generated/campaign.ts';

type Written = NonNullable<CampaignFile['tests']>[number];

export interface CharRange {
  readonly min?: number;
  readonly max?: number;
}

export interface CopyTest {
  /** Its name in findings and reports. */
  readonly name: string;
  /** The name of the arm that the row gets. Without it, the test applies to each arm. */
  readonly arm?: string;
  /** The values of the row, by column. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly sent: boolean;
  readonly cards?: number;
  readonly titleChars?: CharRange;
  readonly messageChars?: CharRange;
  /** The expected fields of the notification, in the API's names. Null for a field that must be missing. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export function readCopyTest({ name, arm, given, expect }: Written, index: number): CopyTest {
  const { sent = true, cards, title_chars: titleChars, message_chars: messageChars, ...fields } = expect;
  // A column may be named __proto__, which is an ordinary key only in an object without a prototype.
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
