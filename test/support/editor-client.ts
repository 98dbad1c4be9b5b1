// Plays an editor in front of `pushplan lsp`: the client side of the protocol's own library, over streams.
import { PassThrough } from 'node:stream';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CompletionRequest,
  createProtocolConnection,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  InlayHintRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type Position,
} from 'vscode-languageserver-protocol/node';
import { pushplan } from './cli.ts';

export interface EditorClient extends AsyncDisposable {
  /** Opens a file with this text, and returns what is underlined in it after the next check. */
  open(path: string, text: string): Promise<readonly string[]>;
  /** Does the same for a new text of an open file. */
  type(path: string, text: string): Promise<readonly string[]>;
  /** Returns what is underlined in a file after it was saved, here or elsewhere. */
  saved(path: string): Promise<readonly string[]>;
  close(path: string): Promise<readonly string[]>;
  /** This and the next two ask at the sign | in a text. The text is then sent without it. */
  complete(path: string, marked: string): Promise<readonly string[]>;
  hover(path: string, marked: string): Promise<string>;
  definition(path: string, marked: string): Promise<readonly string[]>;
  hints(path: string): Promise<readonly string[]>;
  /** Returns the exit code of the server. `politely`: with the shutdown request that editors send. */
  end(politely?: boolean): Promise<number>;
}

/** pushplan sends plain text; the protocol also has other forms. */
function textOf(text: unknown): string {
  return typeof text === 'string' ? text : JSON.stringify(text);
}

/** `root` is the folder of a workspace. */
export async function openEditorClient(root: string): Promise<EditorClient> {
  const [there, back] = [new PassThrough(), new PassThrough()];
  const server = pushplan(['lsp'], { cwd: root, stdin: there, wire: back });
  const connection = createProtocolConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  const waiting = new Map<string, (found: readonly Diagnostic[]) => void>();
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    waiting.get(uri)?.(diagnostics);
  });
  connection.listen();
  const uriOf = (path: string): string => pathToFileURL(join(root, path)).href;
  await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: pathToFileURL(root).href,
    capabilities: {},
  });
  await connection.sendNotification(InitializedNotification.type, {});
  let version = 0;
  const found = async (path: string, act: () => Promise<void>): Promise<readonly string[]> => {
    const told = new Promise<readonly Diagnostic[]>((resolve) => waiting.set(uriOf(path), resolve));
    await act();
    return (await told).map(
      ({ range: { start }, code, message }) =>
        `${start.line + 1}:${start.character + 1} ${String(code)} ${textOf(message)}`,
    );
  };
  const change = (path: string, text: string): Promise<void> => {
    version += 1;
    const textDocument = { uri: uriOf(path), version };
    return connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument,
      contentChanges: [{ text }],
    });
  };
  const mark = async (path: string, marked: string): Promise<{ textDocument: { uri: string }; position: Position }> => {
    const before = marked.slice(0, marked.indexOf('|')).split('\n');
    await change(path, marked.replace('|', ''));
    return {
      textDocument: { uri: uriOf(path) },
      position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
    };
  };
  const end = async (politely = true): Promise<number> => {
    if (politely) await connection.sendRequest(ShutdownRequest.type);
    if (politely) await connection.sendNotification(ExitNotification.type);
    else there.end();
    const { exitCode } = await server;
    connection.dispose();
    return exitCode;
  };
  return {
    open: (path, text) =>
      found(path, () =>
        connection.sendNotification(DidOpenTextDocumentNotification.type, {
          textDocument: { uri: uriOf(path), languageId: 'yaml', version, text },
        }),
      ),
    type: (path, text) => found(path, () => change(path, text)),
    saved: (path) =>
      found(path, () =>
        connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri: uriOf(path) } }),
      ),
    close: (path) =>
      found(path, () =>
        connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: uriOf(path) } }),
      ),
    complete: async (path, marked) => {
      const items = await connection.sendRequest(CompletionRequest.type, await mark(path, marked));
      return Array.isArray(items) ? items.map(({ label, detail }) => `${label}: ${detail ?? ''}`) : [];
    },
    hover: async (path, marked) => {
      const { contents } = (await connection.sendRequest(HoverRequest.type, await mark(path, marked))) ?? {
        contents: '',
      };
      return typeof contents === 'object' && 'value' in contents ? contents.value : '';
    },
    definition: async (path, marked) => {
      const places = await connection.sendRequest(DefinitionRequest.type, await mark(path, marked));
      return [places ?? []]
        .flat()
        .map((place) =>
          'uri' in place ? `${place.uri.slice(uriOf('').length + 1)}:${place.range.start.line + 1}` : place.targetUri,
        );
    },
    hints: async (path) => {
      const range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
      const hints = await connection.sendRequest(InlayHintRequest.type, { textDocument: { uri: uriOf(path) }, range });
      return (hints ?? []).map(({ position, label }) => `${position.line + 1}: ${textOf(label)}`);
    },
    end,
    [Symbol.asyncDispose]: async () => {
      await end();
    },
  };
}
