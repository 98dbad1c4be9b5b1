// Compares one campaign of a plan with the base: finds it there, walks it with the same history, and compares the rows.
import { createHash } from 'node:crypto';
import type { Campaign } from '../../campaign/campaign.ts';
import { parseYaml } from '../../campaign/yaml/parse-yaml.ts';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import { Refusal } from '../../errors.ts';
import type { Base } from '../../generated/plan.ts';
import { compileCampaign } from '../../message/compile-campaign.ts';
import { readOf, type Tables } from '../../message/tables.ts';
import {
  BaseRecipients,
  CampaignComparison,
  compareNothing,
  type BaseOutcome,
  type ComparedCampaign,
} from '../../plan/compare/compare-campaign.ts';
import { DrawComparison } from '../../plan/compare/compare-draws.ts';
import { findCalled, findCallingFields, findLookingFields } from '../../plan/compare/compare-fields.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { firstDifferentLine, type EditedPart } from '../../plan/compare/compare-partial.ts';
import { compareValues } from '../../plan/compare/compare-values.ts';
import type { History } from '../../plan/history.ts';
import { keyTemplateOf } from '../../plan/key-template.ts';
import type { CampaignResult } from '../../plan/campaign-folds.ts';
import { planCampaign } from '../../plan/plan-campaign.ts';
import { rowTermsOf } from '../../plan/schedule/row-terms.ts';
import type { SeenRow } from '../../plan/plan-block.ts';
import { openData } from '../../sources/open-data.ts';
import type { Files } from '../../workspace/files.ts';
import { openBaseAudience, type BaseAudience } from './base-audience.ts';
import { compileCampaigns, openAudienceOf, refuseErrors, type CompiledCampaign } from '../compile-campaigns.ts';
import { describeBaseFault, isAboutClone, type OpenBase } from './open-base.ts';
import type { OftenLimits } from '../../plan/often/often-limits.ts';
import { limitsInBase, type OpenGates } from '../open-gates.ts';
import type { OpenLists } from '../lists/open-lists.ts';
import type { Prepared } from '../prepare.ts';
import { askPeople, selectRows } from '../select-rows.ts';
import { digestOf } from '../../sources/digest-of.ts';

/** The base that a walk is compared with. */
export interface WalkBase {
  readonly published: Base;
  readonly settingChanges: OpenBase['settingChanges'];
  readonly tagsOf: (id: string) => readonly string[];
  /** The limits of the base's campaigns that count what people were sent. */
  readonly limits: readonly OftenLimits[];
  /** Walks the base's side of a campaign to its end. The present side may be walked after that. */
  begin(campaign: CompiledCampaign, walk: WalkUnderWay): Promise<Comparing>;
}

/** The state of the walk over the present side. */
interface WalkUnderWay {
  /** A moment in the period that both sides are planned for. By default that of the plan. */
  readonly periodOf: number | undefined;
  readonly gates: Pick<OpenGates, 'lookOf'>;
}

interface Comparing {
  /** Receives the rows of the present side. */
  watch(row: SeenRow): void;
  /** `sha256` is the digest of the present audience file. */
  finish(counts: CampaignResult['counts'], sha256: string): ComparedCampaign & Findings;
}

interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  /** The base's key template, if rows join and leave because it makes other keys. */
  readonly formerKey?: string;
}

/** The two sides, and what both are compared under. */
interface Sides {
  readonly here: Pick<Prepared, 'workspace' | 'partials' | 'sources'>;
  readonly base: OpenBase;
  readonly history: History;
  readonly lists: OpenLists;
  /** When the plan is made, in milliseconds since 1970. */
  readonly now: number;
}

/** The two sides of one campaign that exists on both. */
interface Pair extends Sides, WalkUnderWay {
  readonly former: Campaign;
  readonly audience: BaseAudience;
}

/** Returns the base for the walk of the present side. */
export function compareWith(sides: Sides): { readonly base: WalkBase } {
  const { published, settingChanges, campaigns, policy } = sides.base;
  const tagsOf = (id: string): readonly string[] => campaigns.find((campaign) => campaign.id === id)?.tags ?? [];
  const limits = campaigns.map((campaign) => limitsInBase(campaign, policy));
  return {
    base: {
      published,
      settingChanges,
      tagsOf,
      limits,
      begin: (campaign, walk) => begin({ ...sides, ...walk }, campaign),
    },
  };
}

async function begin(sides: Sides & WalkUnderWay, compiled: CompiledCampaign): Promise<Comparing> {
  const { base } = sides;
  const { campaign } = compiled;
  const former = base.campaigns.find(({ id }) => id === campaign.id);
  const faults = base.faults.get(former?.file ?? campaign.file);
  if (faults !== undefined) return compareUnknown(base, campaign, faults);
  if (former === undefined || former.isDraft === true) return withoutRows('new');
  const audience = openBaseAudience(base.files, sides.here.workspace.files, base.commit.ref, campaign, former);
  const pair: Pair = { ...sides, former, audience };
  try {
    if (await isSame(pair, compiled)) return withoutRows('unchanged', audience.diagnostics());
    return await compareRows(pair, compiled);
  } catch (error) {
    // Faults in the base say nothing about the present side, which can still be planned.
    if (!(error instanceof Refusal) || isAboutClone(error)) throw error;
    return compareUnknown(base, campaign, error.diagnostics);
  }
}

function withoutRows(status: 'new' | 'unchanged' | 'unknown', diagnostics: readonly Diagnostic[] = []): Comparing {
  return { watch: () => {}, finish: (counts) => ({ ...compareNothing(status, counts), diagnostics }) };
}

function compareUnknown(base: OpenBase, { file }: Campaign, faults: readonly Diagnostic[]): Comparing {
  const [first] = faults;
  const { ref } = base.commit;
  const code = first?.code === 'PP164' || first?.code === 'PP165' ? first.code : 'PP163';
  const message = `${describeBaseFault(ref, faults)}; so it is not known what changes for this campaign`;
  const help = code === 'PP163' ? `Fix it in ${ref}; what is planned here does not depend on it.` : first?.help;
  return withoutRows('unknown', [{ ...warningAt(undefined, code, message, help), file }]);
}

/** Whether everything that makes the notifications is the same: the text, the partials, and all bytes of the audience and the tables. */
async function isSame(
  { here, base, former, audience }: Pair,
  { campaign, tables }: CompiledCampaign,
): Promise<boolean> {
  if (here.sources.get(campaign.file) !== base.sources.get(former.file)) return false;
  for (const name of findCalled(campaign, here.partials)) {
    if (here.partials.get(name)?.text !== base.partials.get(name)?.text) return false;
  }
  for (const { file, sha256 } of readOf(tables)) {
    if ((await digestOf(await audience.files.stream(file))) !== sha256) return false;
  }
  return (await digestAudience(audience.files, former)) === (await digestAudience(here.workspace.files, campaign));
}

async function digestAudience(files: Files, campaign: Campaign): Promise<string> {
  return digestOf(await openData(files, campaign));
}

async function compareRows(pair: Pair, compiled: CompiledCampaign): Promise<Comparing> {
  const { here, base, history, former, audience } = pair;
  const { campaign, columns, tables } = compiled;
  const before = await walkBase(pair, compiled);
  let sha256 = '';
  const renderer = compileCampaign(campaign, columns, here.partials, tables).renderer ?? compiled.renderer;
  const wasSent = (await history.remembered(campaign.id)).key !== undefined;
  const draws = new DrawComparison({ campaign, former, holdout: base.policy.holdout, wasSent });
  const comparison = new CampaignComparison(before, {
    campaign,
    renderer,
    edits: compareValues(dataOf(base, former), dataOf(here, campaign), campaign),
    parts: [...findEditedPartials(pair, compiled), ...findEditedTables(here, compiled, before.tables)],
    hasOtherRows: () => sha256 !== before.sha256,
  });
  return {
    watch: (row) => {
      comparison.watch(row);
      draws.watch(row, () => renderer.person(row.recipient));
    },
    finish: (counts, digest) => {
      sha256 = digest;
      const compared = comparison.finish(counts);
      const { joins, leaves } = compared.comparison;
      const moved = joins > 0 && leaves > 0 ? { formerKey: keyTemplateOf(former, base.partials) } : {};
      return { ...compared, ...moved, diagnostics: [...audience.diagnostics(), ...draws.diagnostics()] };
    },
  };
}

function dataOf({ sources }: Pick<OpenBase, 'sources'>, { file }: Campaign): unknown {
  return parseYaml(file, sources.get(file) ?? '').data;
}

async function walkBase(
  { base, history, lists, now, periodOf, gates, former, audience: { files } }: Pair,
  here: CompiledCampaign,
): Promise<BaseOutcome & { readonly sha256: string; readonly tables: Tables }> {
  const { compiled, diagnostics } = await compileCampaigns(files, [former], base.partials);
  refuseErrors(diagnostics);
  const [there] = compiled;
  if (there === undefined) throw new Error('a campaign without errors was not compiled');
  const shared = here.used.filter((name) => here.columns.includes(name) && there.columns.includes(name));
  const recipients = new BaseRecipients(there.renderer, shared);
  const sum = createHash('sha256');
  await using audience = await openAudienceOf(files, former, (bytes) => sum.update(bytes));
  const terms = rowTermsOf(former, base.policy, { now, periodOf });
  const ids = new Set(base.campaigns.map(({ id }) => id));
  const isThere = (id: string): boolean => ids.has(id);
  const { counts } = await planCampaign({
    ...selectRows(former, there.renderer, {
      lists: lists.holdingFor(former),
      holdout: base.policy.holdout,
      terms,
    }),
    blocks: audience.blocks,
    people: askPeople(former, history, gates.lookOf(former, base.policy, isThere)),
    history,
    seal: async () => {},
    watch: (row) => {
      recipients.watch(row);
    },
  });
  return { recipients, counts, sha256: sum.digest('hex'), tables: there.tables };
}

function findEditedPartials({ here, base }: Sides, compiled: CompiledCampaign): readonly EditedPart[] {
  const { campaign, columns, tables } = compiled;
  const fields = findCallingFields(campaign, here.partials);
  return [...findCalled(campaign, here.partials)].toSorted().flatMap((name) => {
    const [was, is] = [base.partials.get(name), here.partials.get(name)];
    if (was === undefined || is === undefined || was.text === is.text) return [];
    return [
      {
        kind: 'partial',
        name,
        file: is.file,
        line: is.from === undefined ? firstDifferentLine(was.text, is.text) : locateIn(is.from, is.from.path).line,
        fields: fields.filter(({ calls }) => calls.has(name)).map(({ path }) => path),
        renderer: compileCampaign(campaign, columns, new Map([...here.partials, [name, was]]), tables).renderer,
      },
    ];
  });
}

/** The tables that the base has under the same name, with other rows. */
function findEditedTables(
  { partials }: Sides['here'],
  { campaign, columns, tables }: CompiledCampaign,
  former: Tables,
): readonly EditedPart[] {
  const fields = findLookingFields(campaign, partials);
  return readOf(tables).flatMap(({ name, file, sha256 }) => {
    const was = former.get(name);
    if (was === undefined || was.sha256 === sha256) return [];
    return [
      {
        kind: 'table',
        name,
        file,
        line: null,
        fields: fields.filter((field) => field.tables.has(name)).map(({ path }) => path),
        renderer: compileCampaign(campaign, columns, partials, new Map([...tables, [name, was]])).renderer,
      },
    ];
  });
}
