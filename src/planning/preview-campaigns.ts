// Previews campaigns by their samples, which a walk without a ledger selects. With a base, shows also what the same people get there.
import { Refusal } from '../errors.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { AuditFinding, Sample } from '../generated/plan.ts';
import type { Recipient } from '../message/recipient.ts';
import { keyOfRow } from './key-of-row.ts';
import { noHistory } from '../plan/history.ts';
import type { SeenSample } from '../view/pages/sample-html.ts';
import { countPlanned } from '../plan/planned-counts.ts';
import type { Files } from '../workspace/files.ts';
import { openBaseAudience } from './base/base-audience.ts';
import { compileCampaigns, openAudienceOf, refuseErrors, type CompiledCampaign } from './compile-campaigns.ts';
import { describeBaseFault, isAboutClone, type OpenBase } from './base/open-base.ts';
import { walkAudience, type AudienceWalk } from './walk-audience.ts';

export interface PreviewedCampaign {
  readonly id: string;
  readonly file: string;
  readonly samples: readonly SeenSample[];
  readonly audit: readonly AuditFinding[];
  /** The number of rows that would be sent to, now or later, if nobody had received anything yet and nobody were in a list. */
  readonly sends: number;
  readonly rows: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Why `before` is missing although a base was requested. */
  readonly unknownBefore?: string;
}

export interface PreviewWalk extends Omit<AudienceWalk, 'history'> {
  readonly base?: OpenBase | undefined;
  /** Whether to show real rows instead of stand-ins. */
  readonly isReal: boolean;
}

/** Throws a Refusal if a file cannot be read, or if the rows show that the campaign is wrong. */
export async function previewCampaign(walk: PreviewWalk, one: CompiledCampaign): Promise<PreviewedCampaign> {
  const { campaign, renderer } = one;
  const { result, warnings } = await walkAudience({ ...walk, history: noHistory }, one, {
    keeps: 'nothing',
    lists: [],
    take: async () => {},
  });
  const { samples, counts, audit } = result;
  refuseErrors(result.faults);
  const recipients =
    walk.base !== undefined || walk.isReal
      ? await findRecipients(walk.files, one, samples)
      : new Map<number, Recipient>();
  const before = walk.base && (await findBefore(walk, walk.base, one, [...recipients.values()]));
  return {
    id: campaign.id,
    file: campaign.file,
    samples: samples.map((sample) => {
      const recipient = recipients.get(sample.row);
      const key = recipient && keyOfRow(renderer, recipient);
      return {
        sample: walk.isReal && recipient ? { ...sample, notification: showReal(one, recipient, sample) } : sample,
        ...(before?.byKey && { before: (key === undefined ? undefined : before.byKey.get(key)) ?? null }),
      };
    }),
    audit,
    sends: countPlanned(counts),
    rows: counts.rows,
    diagnostics: [...warnings, ...result.diagnostics],
    ...(before?.why !== undefined && { unknownBefore: before.why }),
  };
}

/** Reads the rows of the samples again, because a walk returns only stand-ins. */
async function findRecipients(
  files: Files,
  { campaign }: CompiledCampaign,
  samples: readonly Sample[],
): Promise<ReadonlyMap<number, Recipient>> {
  const wanted = new Set(samples.map(({ row }) => row));
  const found = new Map<number, Recipient>();
  await using audience = await openAudienceOf(files, campaign);
  for await (const block of audience.blocks) {
    for (const recipient of block) if (wanted.has(recipient.row)) found.set(recipient.row, recipient);
    if (found.size === wanted.size) break;
  }
  return found;
}

interface Before {
  readonly byKey?: ReadonlyMap<string, Sample['notification']>;
  readonly why?: string;
}

async function findBefore(
  walk: PreviewWalk,
  base: OpenBase,
  { campaign, renderer }: CompiledCampaign,
  recipients: readonly Recipient[],
): Promise<Before> {
  const { files } = walk;
  const former = base.campaigns.find(({ id }) => id === campaign.id);
  const faults = base.faults.get(former?.file ?? campaign.file);
  if (faults !== undefined) return { why: describeBaseFault(base.commit.ref, faults) };
  if (former === undefined) return { byKey: new Map() };
  const wanted = new Set(recipients.map((recipient) => keyOfRow(renderer, recipient)));
  const audience = openBaseAudience(base.files, files, base.commit.ref, campaign, former);
  try {
    const { compiled, diagnostics } = await compileCampaigns(
      { ...audience.files, ...(files.samples && { samples: files.samples }) },
      [former],
      base.partials,
    );
    refuseErrors(diagnostics);
    const byKey = new Map<string, Sample['notification']>();
    for (const one of compiled) await walkBefore({ ...walk, files: audience.files }, one, wanted, byKey);
    return { byKey };
  } catch (error) {
    if (!(error instanceof Refusal) || isAboutClone(error)) throw error;
    return { why: describeBaseFault(base.commit.ref, error.diagnostics) };
  }
}

async function walkBefore(
  walk: PreviewWalk,
  one: CompiledCampaign,
  wanted: ReadonlySet<string | undefined>,
  byKey: Map<string, Sample['notification']>,
): Promise<void> {
  const { renderer } = one;
  await walkAudience({ ...walk, history: noHistory }, one, {
    keeps: 'nothing',
    lists: [],
    take: async () => {},
    watch: ({ recipient, payload, arm }) => {
      // Computed again, because the key of the walk contains the period.
      const key = keyOfRow(renderer, recipient);
      if (payload === undefined || key === undefined || !wanted.has(key)) return;
      const notification = walk.isReal ? parseObject(payload) : renderer.standIn(recipient, arm);
      if (notification !== undefined) byKey.set(key, { ...notification });
    },
  });
}

/** Renders the row in the arm of the sample. */
function showReal(
  { campaign, renderer }: CompiledCampaign,
  recipient: Recipient,
  { arm }: Sample,
): Sample['notification'] {
  const number = campaign.assignment?.arms.findIndex(({ name }) => name === arm);
  const result = renderer.render(recipient, undefined, number === -1 ? undefined : number);
  return result.kind === 'notification' ? parseObject(result.payload) : {};
}

function parseObject(text: string): Sample['notification'] {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
