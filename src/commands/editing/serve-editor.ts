// The language server: answers an editor's requests over one connection, until the editor shuts it down.
import {
  CompletionRequest,
  createProtocolConnection,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  InlayHintRefreshRequest,
  InlayHintRequest,
  LogMessageNotification,
  MarkupKind,
  MessageType,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type InitializeResult,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { complete } from '../../editor/complete.ts';
import { describeThing } from '../../editor/describe-thing.ts';
import { findThing } from '../../editor/thing-at.ts';
import { findDeclarations } from '../../editor/where-declared.ts';
import { exitCodes, type ExitCode } from '../../errors.ts';
import type { Context } from '../../opening/context.ts';
import { safeMarkdown } from '../../view/markdown/safe-markdown.ts';
import { EditorDesk } from './editor-desk.ts';
import { toCompletionItem, toEditorDiagnostic, toInlayHint, toLocation, toRange } from './editor-protocol.ts';

/** The files whose changes on disk may change the findings. */
const watched =
  '**/{pushplan.yaml,*.campaign.yaml,partials/*.hbs,translations/*.yaml,*.lock.yaml,*.sql,*.csv,*.tsv,*.ndjson,*.jsonl,*.json,*.xlsx,*.parquet,*.gz,*.zst}';

/** Returns the exit code of the protocol: 0 if the editor shut the server down first, 1 if the editor is simply gone. */
export async function serveEditor(context: Context, env: string | undefined): Promise<ExitCode> {
  const reader = new StreamMessageReader(context.stdin);
  // The reader's timer for half messages, which nobody listens to, would outlive the connection.
  reader.partialMessageTimeout = 0;
  const connection = createProtocolConnection(reader, new StreamMessageWriter(context.stdout.stream));
  let client: ClientCapabilities = {};
  const desk = new EditorDesk(context, env, {
    findings: (uri, findings, text) => {
      const diagnostics = findings.map((finding) => toEditorDiagnostic(finding, text));
      tell(() => connection.sendNotification(PublishDiagnosticsNotification.type, { uri, diagnostics }));
    },
    looked: () => {
      if (client.workspace?.inlayHint?.refreshSupport === true)
        tell(() => connection.sendRequest(InlayHintRefreshRequest.type));
    },
    failed: (error) => {
      const message = `pushplan could not look at the workspace: ${error instanceof Error ? error.name : typeof error}`;
      tell(() => connection.sendNotification(LogMessageNotification.type, { type: MessageType.Error, message }));
    },
  });
  answer(connection, desk);
  connection.onRequest(InitializeRequest.type, ({ capabilities }): InitializeResult => {
    client = capabilities;
    return describeServer(context.version);
  });
  connection.onNotification(InitializedNotification.type, () => {
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
    const { method } = DidChangeWatchedFilesNotification.type;
    const registerOptions = { watchers: [{ globPattern: watched }] };
    const registrations = [{ id: 'files', method, registerOptions }];
    tell(() => connection.sendRequest(RegistrationRequest.type, { registrations }));
  });
  return ended(connection, context);
}

/** Milliseconds in which messages that came before the end of stdin can still be read. */
const lastWords = 100;

async function ended(
  connection: ProtocolConnection,
  { stdin, stderr, clock }: Pick<Context, 'stdin' | 'stderr' | 'clock'>,
): Promise<ExitCode> {
  let isShutDown = false;
  connection.onRequest(ShutdownRequest.type, () => {
    isShutDown = true;
  });
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const end = (): void => {
    resolve(undefined);
  };
  connection.onNotification(ExitNotification.type, end);
  // A file or a pipe ends and may never close. A shutdown and an exit that came just before the end still count.
  const leave = (): void => void clock.sleep(lastWords).then(end);
  stdin.once('end', leave);
  connection.onClose(leave);
  connection.onError(([, sent]) => {
    // A message that the editor no longer takes says nothing about the messages from the editor.
    if (sent !== undefined) return;
    stderr.write('pushplan lsp ends: a message on stdin cannot be read.\n');
    end();
  });
  connection.listen();
  await promise;
  stdin.off('end', leave);
  connection.dispose();
  return isShutDown ? exitCodes.done : exitCodes.unexpected;
}

/** Ignores failures: if the editor is gone, `ended` notices that by itself. */
function tell(send: () => Promise<unknown>): void {
  Promise.try(send).catch(() => {});
}

function describeServer(version: string): InitializeResult {
  return {
    serverInfo: { name: 'pushplan', version },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Full, save: true },
      completionProvider: { triggerCharacters: ['{', ' ', '.', "'", '>', '@', '/'] },
      hoverProvider: true,
      definitionProvider: true,
      inlayHintProvider: true,
    },
  };
}

function answer(connection: ProtocolConnection, desk: EditorDesk): void {
  connection.onNotification(DidOpenTextDocumentNotification.type, ({ textDocument: { uri, text } }) => {
    desk.write(uri, text);
  });
  connection.onNotification(DidChangeTextDocumentNotification.type, ({ textDocument, contentChanges }) => {
    // Always the whole text, since the server asks for full texts.
    const text = contentChanges.at(-1)?.text;
    if (text !== undefined) desk.write(textDocument.uri, text);
  });
  connection.onNotification(DidCloseTextDocumentNotification.type, ({ textDocument }) => {
    desk.close(textDocument.uri);
  });
  connection.onNotification(DidSaveTextDocumentNotification.type, () => {
    desk.saved();
  });
  connection.onNotification(DidChangeWatchedFilesNotification.type, () => {
    desk.saved();
  });
  connection.onRequest(CompletionRequest.type, async ({ textDocument, position }) => {
    const spot = await desk.at(textDocument.uri, position);
    if (spot === undefined) return [];
    const { knowledge, place } = spot;
    return complete(knowledge, place).map((one, index) => toCompletionItem(one, index, place.text));
  });
  connection.onRequest(HoverRequest.type, async ({ textDocument, position }) => {
    const spot = await desk.at(textDocument.uri, position);
    const thing = spot && findThing(spot.knowledge, spot.place);
    if (spot === undefined || thing === undefined) return null;
    const contents = { kind: MarkupKind.Markdown, value: describeThing(thing, safeMarkdown) };
    return { contents, range: toRange(spot.place.text, thing.start, thing.end) };
  });
  connection.onRequest(DefinitionRequest.type, async ({ textDocument, position }) => {
    const spot = await desk.at(textDocument.uri, position);
    const thing = spot && findThing(spot.knowledge, spot.place);
    if (spot === undefined || thing === undefined) return [];
    return findDeclarations(thing).map((at) => toLocation(spot.root, at));
  });
  connection.onRequest(InlayHintRequest.type, async ({ textDocument }) => {
    return (await desk.hints(textDocument.uri)).map(toInlayHint);
  });
}
