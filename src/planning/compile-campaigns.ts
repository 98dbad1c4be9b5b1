// Compiles campaigns for their audiences, with the templates checked against the real columns of the files.
import type { Campaign } from '../campaign/campaign.ts';
import { dropVague } from '../campaign/merge-findings.ts';
import type { Audience } from '../audience/audience.ts';
import { openCutAudience, type CutAudience } from '../audience/cut-audience.ts';
import type { ChunkSize } from '../audience/cut-into-chunks.ts';
import { audienceFile } from '../audience/data-file.ts';
import { findFormat } from '../audience/format.ts';
import { openAudience } from '../audience/open-audience.ts';
import { hasErrors, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import { compileCampaign, type Partials } from '../message/compile-campaign.ts';
import type { Renderer } from '../message/renderer.ts';
import type { Tables } from '../message/tables.ts';
import { findForbiddenPublic } from '../plan/guards/forbid-public.ts';
import type { GuardPolicy } from '../plan/guards/guard-measure.ts';
import { openData, originOf } from '../sources/open-data.ts';
import { takeSamples, withLockTypes } from '../sources/samples.ts';
import type { Files } from '../workspace/files.ts';
import { openTables } from './open-tables.ts';
import { tapped } from './tapped.ts';

export interface CompiledCampaign {
  readonly campaign: Campaign;
  readonly renderer: Renderer;
  /** The columns of the audience file's header, or of its first records. */
  readonly columns: readonly string[];
  /** The columns that templates read. */
  readonly used: readonly string[];
  /** The partials that it was compiled with. */
  readonly partials: Partials;
  readonly tables: Tables;
}

/**
 * Reads every audience up to its header, and compiles the campaigns. Returns the findings of all campaigns together, including those about the
 * audience files.
 */
export async function compileCampaigns(
  files: Files,
  campaigns: readonly Campaign[],
  partials: Partials,
): Promise<{ readonly compiled: readonly CompiledCampaign[]; readonly diagnostics: readonly Diagnostic[] }> {
  const compiled: CompiledCampaign[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const one of campaigns) {
    try {
      const sampled = await takeSamples(files, one);
      const { audience: reading } = sampled.campaign;
      const bytes = await readBytes(files, sampled.campaign);
      await using audience = await openAudience(audienceFile(reading.file), inPieces(bytes), reading);
      const campaign = withLockTypes(sampled.campaign, sampled.types, audience.columns);
      const { tables, diagnostics: wrong } = await openTables(files, campaign);
      const result = compileCampaign(campaign, audience.columns, partials, tables);
      diagnostics.push(...sampled.diagnostics, ...wrong, ...result.diagnostics);
      const { renderer, used } = result;
      if (hasErrors(wrong)) continue;
      if (renderer) compiled.push({ campaign, renderer, columns: audience.columns, used, partials, tables });
      // An audience without records has no columns. That is the real cause then, not the names in the templates.
      else diagnostics.push(...audience.warnings());
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      diagnostics.push(...error.diagnostics);
    }
  }
  return { compiled, diagnostics };
}

/** The codes that say that a lock does not match what it pins. */
const stale = new Set(['PP263', 'PP265', 'PP355']);

/** Throws a Refusal with the findings if there is an error (exit 3, or 5 if a lock is stale). Otherwise returns the warnings. */
export function refuseErrors(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!hasErrors(diagnostics)) return diagnostics;
  const isStale = diagnostics.some(({ code }) => stale.has(code));
  throw new Refusal(isStale ? exitCodes.stale : exitCodes.invalidInput, dropVague(diagnostics));
}

/** Throws a Refusal (exit 4) if the policy forbids public columns and one of these campaigns has any. */
export function refusePublic(campaigns: readonly Campaign[], policy: GuardPolicy): void {
  const found = findForbiddenPublic(campaigns, policy);
  if (found.length > 0) throw new Refusal(exitCodes.blocked, found);
}

/** `tap` receives the bytes of the file as they are read. */
export async function openAudienceOf(
  files: Files,
  campaign: Campaign,
  tap?: (bytes: Uint8Array) => void,
): Promise<Audience> {
  const { audience } = campaign;
  return openAudience(audienceFile(audience.file), await readBytes(files, campaign, tap), audience);
}

/** Opens a file that can be cut, to be read in chunks. */
export async function openCutAudienceOf(
  files: Files,
  campaign: Campaign,
  tap: (bytes: Uint8Array) => void,
  size?: ChunkSize,
): Promise<CutAudience> {
  return openCutAudience(campaign.audience, await readBytes(files, campaign, tap), size);
}

async function readBytes(
  files: Files,
  campaign: Campaign,
  tap?: (bytes: Uint8Array) => void,
): Promise<AsyncIterable<Uint8Array>> {
  const { file, rows, object } = campaign.audience;
  // Checks the format before the file is opened, because a file that nobody reads would stay open. Objects were checked when they were fetched.
  if (object === undefined) findFormat(audienceFile(file, originOf(campaign)), rows);
  const bytes = await openData(files, campaign);
  return tap ? tapped(bytes, tap) : bytes;
}

const pieceBytes = 16_384;

/**
 * Splits the bytes into small pieces, because only the columns are needed, but everything that is read is parsed. Smaller pieces would not help,
 * because a header that is not complete is scanned again with each piece.
 */
async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += pieceBytes) yield chunk.subarray(at, at + pieceBytes);
  }
}
