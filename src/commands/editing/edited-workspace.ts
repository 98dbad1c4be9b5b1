// A workspace while its files are edited: its findings, and what is known of it for the editor, with texts that are not saved yet.
import type { Diagnostic } from '../../diagnostic.ts';
import { calledName, isMessageName } from '../../campaign/read-translations.ts';
import { describeColumns } from '../../editor/describe-columns.ts';
import type { EditorKnowledge, EditedCampaign, KnownMessage } from '../../editor/editor-knowledge.ts';
import { findSampleHints, type SampleHint } from '../../editor/sample-hints.ts';
import { compileCampaign } from '../../message/compile-campaign.ts';
import type { Context } from '../../opening/context.ts';
import { prepareAt, type Prepared } from '../../planning/prepare.ts';
import { readEditedAudience, type EditedAudience } from '../../planning/read-edited-audience.ts';
import type { UnsavedTexts } from '../../workspace/unsaved-texts.ts';
import { JsonRows } from './json-rows.ts';
import { findFindings, type FindingsLook } from '../find-findings.ts';
import { inputsOf, rememberCampaigns, rememberChecks } from '../watching/watch-inputs.ts';

interface KnownAudience {
  readonly inputs: string;
  readonly audience: EditedAudience | undefined;
}

export class EditedWorkspace {
  /** The absolute path. */
  readonly root: string;
  readonly #context: Context;
  readonly #look: (unsaved: UnsavedTexts) => FindingsLook;
  readonly #json = new JsonRows();
  readonly #audiences = new Map<string, KnownAudience>();
  /** The campaigns by file. A file that cannot be read now keeps the campaign that it held when it was last read. */
  readonly #campaigns = new Map<string, EditedCampaign>();
  #prepared: Prepared | undefined;
  #knowledge: EditorKnowledge = {
    campaigns: new Map(),
    partials: [],
    messages: new Map(),
    files: [],
    withoutRows: new Set(),
    sources: [],
  };

  constructor(context: Context, root: string, env: string | undefined) {
    this.root = root;
    this.#context = context;
    const read = rememberCampaigns();
    const check = rememberChecks(context, false);
    this.#look = (unsaved) => ({
      prepare: () => prepareAt(context, root, [''], env, { read, empty: 'warn', unsaved }),
      check,
    });
  }

  /** Reads the workspace again, and returns all findings. A workspace that cannot be read is a finding too. */
  async refresh(unsaved: UnsavedTexts): Promise<readonly Diagnostic[]> {
    const found = await findFindings(this.#context, [this.root], this.#look(unsaved));
    if (found.prepared !== undefined) await this.#learn(found.prepared);
    return found.diagnostics;
  }

  get knowledge(): EditorKnowledge {
    return this.#knowledge;
  }

  /** The results of a file's templates for a sample row; empty while the file has errors. */
  hints(file: string): readonly SampleHint[] {
    const audience = this.#audiences.get(file)?.audience;
    if (this.#prepared === undefined || audience === undefined) return [];
    const { campaign, found, rows } = audience;
    const { renderer } = compileCampaign(campaign, found, this.#prepared.partials);
    return renderer === undefined ? [] : findSampleHints({ campaign, renderer }, rows);
  }

  async #learn(prepared: Prepared): Promise<void> {
    this.#prepared = prepared;
    const { workspace, campaigns, partials, selected } = prepared;
    for (const file of this.#campaigns.keys()) if (!selected.includes(file)) this.#campaigns.delete(file);
    for (const campaign of campaigns) {
      const inputs = await inputsOf(prepared, campaign);
      const before = this.#audiences.get(campaign.file);
      const audience =
        before?.inputs === inputs ? before.audience : await readEditedAudience(workspace.files, campaign);
      this.#audiences.set(campaign.file, { inputs, audience });
      const columns = audience && describeColumns(audience.campaign, audience.found, audience.rows);
      this.#campaigns.set(campaign.file, {
        campaign,
        from: audience?.campaign.audience.file ?? campaign.audience.file,
        columns: columns ?? this.#campaigns.get(campaign.file)?.columns ?? [],
      });
    }
    const named = [...partials].filter(([name]) => !isMessageName(name));
    const files = await workspace.files.list();
    this.#knowledge = {
      campaigns: new Map(this.#campaigns),
      partials: named.map(([name, { file, text }]) => ({ name, file, text })),
      messages: messagesOf(partials),
      files,
      withoutRows: await this.#json.lackedBy(workspace.files, files),
      sources: Object.keys(workspace.sources),
    };
  }
}

/** Messages by key, without the names that stand for single forms of a plural. */
function messagesOf(partials: Prepared['partials']): ReadonlyMap<string, readonly KnownMessage[]> {
  const messages = new Map<string, KnownMessage[]>();
  for (const [name, { from }] of partials) {
    const key = calledName(name);
    if (from === undefined || key.includes(':')) continue;
    const tag = name.slice(name.indexOf(':') + 1, name.length - key.length - 1);
    messages.set(key, [...(messages.get(key) ?? []), { tag, from }]);
  }
  return messages;
}
