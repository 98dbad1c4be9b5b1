// A registry for npm on this machine. It serves the packages of our own node_modules, packed, and no others.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from './repository.ts';

export interface NpmRegistry extends AsyncDisposable {
  readonly url: string;
  /** The requested paths, in order. */
  readonly asked: readonly string[];
}

/** `root` is the folder in which packages are packed. */
export async function startRegistry(root: string): Promise<NpmRegistry> {
  const asked: string[] = [];
  const packed = new Map<string, Promise<Buffer>>();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').slice(1);
    asked.push(path);
    void answer(path, response).catch(() => response.writeHead(404, { 'content-type': 'application/json' }).end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pack = (name: string): Promise<Buffer> => {
    const known = packed.get(name) ?? packFolder(name, join(root, 'packed', name));
    packed.set(name, known);
    return known;
  };
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    if (path.endsWith('.tgz')) {
      response.end(await pack(path.slice(0, -'.tgz'.length)));
      return;
    }
    const manifest: { readonly version: string } = JSON.parse(
      await readFile(join(repositoryRoot, 'node_modules', path, 'package.json'), 'utf8'),
    );
    const integrity = `sha512-${createHash('sha512')
      .update(await pack(path))
      .digest('base64')}`;
    const { version } = manifest;
    const versions = { [version]: { ...manifest, dist: { tarball: `${url}/${path}.tgz`, integrity } } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name: path, 'dist-tags': { latest: version }, versions }));
  };
  return {
    url,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function packFolder(name: string, folder: string): Promise<Buffer> {
  await mkdir(folder, { recursive: true });
  await cp(join(repositoryRoot, 'node_modules', name), join(folder, 'package'), { recursive: true });
  await promisify(execFile)('tar', ['-czf', 'package.tgz', 'package'], { cwd: folder });
  return readFile(join(folder, 'package.tgz'));
}
