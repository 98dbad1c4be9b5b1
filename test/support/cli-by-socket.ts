// The command pushplan for shell scripts, answered by this process: a client of a few lines, because starting the program takes half a second.
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { pushplan } from './cli.ts';

interface Asked {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Returns the source of an executable for PATH that sends its call to the server at this socket. */
export function writeClient(socket: string): string {
  return `#!${process.execPath}
const chunks = [];
const socket = require('node:net').connect(${JSON.stringify(socket)});
socket.end(JSON.stringify({ argv: process.argv.slice(2), cwd: process.cwd(), env: process.env }));
socket.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
  const { stdout, stderr, exitCode } = JSON.parse(Buffer.concat(chunks).toString());
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = exitCode;
});
`;
}

export async function answerClients(socket: string): Promise<AsyncDisposable> {
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    void (async () => {
      const { argv, cwd, env } = JSON.parse(await text(connection)) as Asked;
      const { stdout, stderr, exitCode } = await pushplan(argv, { cwd, env });
      connection.end(JSON.stringify({ stdout, stderr, exitCode }));
    })();
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return { [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) };
}
