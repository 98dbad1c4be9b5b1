// Formats each finding as one line, for the expectations of tests.
import { readCampaign } from '../../src/campaign/read-campaign.ts';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { Refusal } from '../../src/errors.ts';
import { campaignWith } from './campaign-with.ts';

/** "PP104 2:1 the key ... is here twice": code, place and message. Warnings begin with "warning". */
function showFinding({ severity, code, line, column, message }: Diagnostic): string {
  return `${severity === 'warning' ? 'warning ' : ''}${code} ${line ?? '-'}:${column ?? '-'} ${message}`;
}

export function showFindings(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(showFinding);
}

/** Returns the findings in a campaign with these lines; see campaignWith. */
export function findingsWith(lines: Readonly<Record<string, string>>): readonly string[] {
  return showFindings(readCampaign('a.campaign.yaml', campaignWith(lines)).diagnostics);
}

/** Returns the line of a slider with these items, for findingsWith. */
export function cards(items: string): Readonly<Record<string, string>> {
  return { x: `  advanced_push_payload: { advanced_push_type: slider, advanced_push_items: ${items} }` };
}

/** Returns the refusal that the work ends with. Throws if it ends in any other way. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.catch((caught: unknown) => caught);
  if (error instanceof Refusal) return error;
  throw new Error('a refusal was expected', { cause: error });
}
