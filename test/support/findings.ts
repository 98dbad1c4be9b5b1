// Findings as one line each, the way a test writes down what it expects.
import { readCampaign } from '../../src/campaign/read-campaign.ts';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { Refusal } from '../../src/errors.ts';
import { campaignWith } from './campaign-with.ts';

/** "PP104 2:1 the key ... is here twice": code, place and words; warnings say so first. */
function showFinding({ severity, code, line, column, message }: Diagnostic): string {
  return `${severity === 'warning' ? 'warning ' : ''}${code} ${line ?? '-'}:${column ?? '-'} ${message}`;
}

export function showFindings(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(showFinding);
}

/** What is found in a campaign that has these lines; see campaignWith. */
export function findingsWith(lines: Readonly<Record<string, string>>): readonly string[] {
  return showFindings(readCampaign('a.campaign.yaml', campaignWith(lines)).diagnostics);
}

/** What the work refuses with; that it does anything else fails the test. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.catch((caught: unknown) => caught);
  if (error instanceof Refusal) return error;
  throw new Error('a refusal was expected', { cause: error });
}
