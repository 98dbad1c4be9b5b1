// Runs yaml-language-server as editors do: in a process of its own, over its standard input and output.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';

interface Spot {
  /** Line and character count from 0, as in the protocol. */
  readonly line: number;
  readonly character: number;
}

interface EditorFinding {
  readonly message: string;
  readonly range: { readonly start: Spot; readonly end: Spot };
}

export interface Editor extends AsyncDisposable {
  /** Opens a file, with `content` instead of its text on disk if given, and returns what the editor underlines. */
  show(path: string, content?: string): Promise<readonly EditorFinding[]>;
  /** Returns what the editor shows when the mouse rests there, in a file that is shown. Empty if it shows nothing. */
  hover(path: string, at: Spot): Promise<string>;
  /** Returns the words that are offered there, in a file that is shown. */
  complete(path: string, at: Spot): Promise<readonly string[]>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

// Every attempt to connect is reported and fails.
const noNetwork = `import net from 'node:net';
net.Socket.prototype.connect = () => { process.stderr.write('a connection was tried'); throw new Error('no network'); };`;

/** `folder` is the folder that is open in the editor. `settings` are those of its section "yaml". */
export async function openEditor(folder: string, settings: Readonly<Record<string, unknown>> = {}): Promise<Editor> {
  const program = fileURLToPath(import.meta.resolve('yaml-language-server/bin/yaml-language-server'));
  const guard = `data:text/javascript,${encodeURIComponent(noNetwork)}`;
  const child = spawn(process.execPath, ['--import', guard, program, '--stdio'], { cwd: folder });
  const complaints = text(child.stderr);
  const yaml = { validate: true, hover: true, completion: true, schemaStore: { enable: false }, ...settings };
  const sections: Readonly<Record<string, unknown>> = { yaml };
  const waiting = new Map<unknown, (value: unknown) => void>();
  let last = 0;

  const send = (message: Message): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const wait = async <Value>(key: unknown): Promise<Value> =>
    (await new Promise<unknown>((resolve) => waiting.set(key, resolve))) as Value;
  const ask = <Value>(method: string, params: unknown): Promise<Value> => {
    last += 1;
    send({ id: last, method, params });
    return wait<Value>(last);
  };
  const take = ({ id, method, params, result }: Message): void => {
    if (method === undefined) waiting.get(id)?.(result);
    else if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: readonly EditorFinding[] };
      waiting.get(uri)?.(diagnostics);
    } else if (method === 'workspace/configuration') {
      const { items } = params as { items: readonly { section: string }[] };
      send({ ...idOf(id), result: items.map(({ section }) => sections[section] ?? {}) });
    } else if (id !== undefined) send({ id, result: null });
  };
  child.stdout.on('data', createReader(take));

  const uriOf = (path: string): string => pathToFileURL(join(folder, path)).href;
  await ask('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'opened' }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
      textDocument: { hover: { contentFormat: ['markdown'] }, completion: { completionItem: {} } },
    },
  });
  send({ method: 'initialized', params: {} });
  return {
    show: async (path, content) => {
      const shown = content ?? (await readFile(join(folder, path), 'utf8'));
      const textDocument = { uri: uriOf(path), languageId: 'yaml', version: 1, text: shown };
      send({ method: 'textDocument/didOpen', params: { textDocument } });
      return wait<readonly EditorFinding[]>(textDocument.uri);
    },
    hover: async (path, position) => {
      const answer = await ask<{ contents: { value: string } } | null>('textDocument/hover', {
        textDocument: { uri: uriOf(path) },
        position,
      });
      return answer?.contents.value ?? '';
    },
    complete: async (path, position) => {
      const { items } = await ask<{ items: readonly { label: string }[] }>('textDocument/completion', {
        textDocument: { uri: uriOf(path) },
        position,
      });
      return items.map(({ label }) => label);
    },
    [Symbol.asyncDispose]: async () => {
      await ask('shutdown', null);
      send({ method: 'exit' });
      await once(child, 'close');
      const said = await complaints;
      if (said !== '') throw new Error(`the language server complained: ${said}`);
    },
  };
}

function idOf(id: number | undefined): Pick<Message, 'id'> {
  return id === undefined ? {} : { id };
}

/** Combines the chunks of a stream into messages. Each has a header with its length in bytes. */
function createReader(take: (message: Message) => void): (piece: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    for (;;) {
      const end = rest.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(rest.toString('latin1', 0, Math.max(end, 0)))?.[1]);
      if (end === -1 || rest.length < end + 4 + length) return;
      take(JSON.parse(rest.toString('utf8', end + 4, end + 4 + length)) as Message);
      rest = rest.subarray(end + 4 + length);
    }
  };
}
