// The files that an editor has open, and their workspaces, which are checked again after each change.
import { dirname, relative, sep } from 'node:path';
import { openSource, type SourceText } from '../../campaign/yaml/source-text.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import type { EditorKnowledge, EditorPlace } from '../../editor/editor-knowledge.ts';
import type { SampleHint } from '../../editor/sample-hints.ts';
import type { Context } from '../../opening/context.ts';
import { findRootOf } from '../../opening/find-root-of.ts';
import { workspaceFile } from '../../workspace/files.ts';
import { EditedWorkspace } from './edited-workspace.ts';
import { offsetOf, pathOf, uriOf } from './editor-protocol.ts';

/** The time for which a check waits for more changes. Nobody types two letters that quickly. */
const settleMilliseconds = 100;

interface OpenDocument {
  readonly workspace: EditedWorkspace;
  /** Relative to the workspace. */
  readonly file: string;
  readonly source: SourceText;
}

export interface Told {
  /** Receives all findings of one file, which replace those before. `text` is known for open files. */
  findings(uri: string, findings: readonly Diagnostic[], text: string | undefined): void;
  /** Called after each check, since earlier answers may have changed. */
  looked(): void;
  /** Called if a check failed, for the editor's log. */
  failed(error: unknown): void;
}

/** A place in an open file, and what is known there. */
export interface Spot {
  readonly root: string;
  readonly knowledge: EditorKnowledge;
  readonly place: EditorPlace;
}

export class EditorDesk {
  readonly #context: Context;
  readonly #env: string | undefined;
  readonly #told: Told;
  readonly #documents = new Map<string, OpenDocument>();
  readonly #workspaces = new Map<string, EditedWorkspace>();
  /** The files for which findings were reported, by workspace. */
  readonly #shown = new Map<EditedWorkspace, ReadonlySet<string>>();
  /** The addresses of campaigns outside any workspace, for which that was reported. */
  readonly #outside = new Set<string>();
  readonly #stale = new Set<EditedWorkspace>();
  /** Writes come one after the other, since finding the workspace takes a moment. */
  #writing: Promise<void> = Promise.resolve();
  #looking: Promise<void> = Promise.resolve();

  constructor(context: Context, env: string | undefined, told: Told) {
    this.#context = context;
    this.#env = env;
    this.#told = told;
  }

  /** Takes the text of a file that was opened or changed. A campaign outside any workspace only gets a finding that says so. */
  write(uri: string, text: string): void {
    this.#writing = this.#writing.then(() => this.#write(uri, text));
  }

  async #write(uri: string, text: string): Promise<void> {
    const before = this.#documents.get(uri);
    const path = pathOf(uri);
    const workspace = before?.workspace ?? (path === undefined ? undefined : await this.#workspaceOf(path));
    if (path === undefined) return;
    if (workspace === undefined) return this.#sayOutside(uri);
    this.#outside.delete(uri);
    const file = relative(workspace.root, path).split(sep).join('/');
    this.#documents.set(uri, { workspace, file, source: openSource(file, text.replaceAll(/\r\n?/gv, '\n')) });
    this.#lookAgain(workspace);
  }

  /** Reports this only for campaigns: editors send every YAML file, and most others are not ours. */
  #sayOutside(uri: string): void {
    if (!uri.endsWith('.campaign.yaml') || this.#outside.has(uri)) return;
    this.#outside.add(uri);
    const message = `no ${workspaceFile} in the folder of this file or above it, so nothing is checked`;
    const help = 'Make a workspace with: pushplan init. Or move the file into one.';
    this.#told.findings(uri, [errorAt(undefined, 'PP153', message, help)], undefined);
  }

  /** Closes a file: from now on its text on disk counts. */
  close(uri: string): void {
    this.#writing = this.#writing.then(() => this.#forget(uri));
  }

  /** Called when files have changed on disk. */
  saved(): void {
    for (const workspace of this.#workspaces.values()) this.#lookAgain(workspace);
  }

  /** Waits for the first check of the workspace; later ones add few names. Undefined if the file is not ours. */
  async at(uri: string, position: { readonly line: number; readonly character: number }): Promise<Spot | undefined> {
    await this.#writing;
    const document = this.#documents.get(uri);
    if (document === undefined) return undefined;
    const { workspace, file, source } = document;
    if (!this.#shown.has(workspace)) await this.#looking;
    const place = { file, text: source.text, offset: offsetOf(source, position) };
    return { root: workspace.root, knowledge: workspace.knowledge, place };
  }

  /** Waits until the present text has been checked. */
  async hints(uri: string): Promise<readonly SampleHint[]> {
    await this.#writing;
    await this.#looking;
    const document = this.#documents.get(uri);
    return document === undefined ? [] : document.workspace.hints(document.file);
  }

  #forget(uri: string): void {
    if (this.#outside.delete(uri)) this.#told.findings(uri, [], undefined);
    const workspace = this.#documents.get(uri)?.workspace;
    this.#documents.delete(uri);
    if (workspace !== undefined) this.#lookAgain(workspace);
  }

  async #workspaceOf(path: string): Promise<EditedWorkspace | undefined> {
    const root = await findRootOf(dirname(path), ['.']);
    if (root === undefined) return undefined;
    const known = this.#workspaces.get(root) ?? new EditedWorkspace(this.#context, root, this.#env);
    this.#workspaces.set(root, known);
    return known;
  }

  /** Checks run one after the other; changes during a check are seen by the next one. */
  #lookAgain(workspace: EditedWorkspace): void {
    if (this.#stale.has(workspace)) return;
    this.#stale.add(workspace);
    this.#looking = this.#looking.then(() => this.#lookSoon(workspace));
  }

  async #lookSoon(workspace: EditedWorkspace): Promise<void> {
    await this.#context.clock.sleep(settleMilliseconds);
    this.#stale.delete(workspace);
    try {
      await this.#look(workspace);
    } catch (error) {
      this.#told.failed(error);
    }
  }

  async #look(workspace: EditedWorkspace): Promise<void> {
    const open = [...this.#documents.values()].filter((document) => document.workspace === workspace);
    const texts = new Map(open.map(({ file, source }) => [file, source.text]));
    const findings = Map.groupBy(await workspace.refresh(texts), ({ file = workspaceFile }) => file);
    const before = this.#shown.get(workspace) ?? new Set<string>();
    this.#shown.set(workspace, new Set(findings.keys()));
    for (const file of new Set([...before, ...findings.keys(), ...texts.keys()])) {
      this.#told.findings(uriOf(workspace.root, file), findings.get(file) ?? [], texts.get(file));
    }
    this.#told.looked();
  }
}
