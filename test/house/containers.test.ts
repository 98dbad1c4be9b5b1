// Checks without Docker that the container files can work: everything that they name exists.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readWorkspace } from '../../src/workspace/read-workspace.ts';
import { allCommands } from '../support/all-commands.ts';
import { listRepositoryFiles, readRepositoryFile, repositoryRoot } from '../support/repository.ts';

interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly network_mode?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

const files = listRepositoryFiles();
const isThere = (path: string): boolean => files.some((file) => file === path || file.startsWith(`${path}/`));
const dockerfile = readRepositoryFile('.github/Dockerfile');
const { services }: { readonly services: Readonly<Record<string, Service>> } = parse(
  readRepositoryFile('.github/compose.yaml'),
  { merge: true },
);
const ours = Object.values(services).filter(({ image }) => image === 'pushplan');

function knows(argv: readonly string[]): boolean {
  const command = allCommands.find(({ name }) => name === argv[0]);
  const options = argv.filter((word) => word.startsWith('--')).map((word) => word.slice(2));
  return command !== undefined && options.every((option) => Object.hasOwn(command.options, option));
}

/** Reads the instructions with their arguments. Continued lines are joined. */
function readInstructions(text: string): readonly (readonly [word: string, rest: string])[] {
  const lines = text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  return lines.filter((line) => line !== '').map((line) => [line.split(' ')[0] ?? '', line.replace(/^\S+ /, '')]);
}

describe('the Dockerfile', () => {
  it('has known instructions in a valid order, with programs as lists', () => {
    const read = readInstructions(dockerfile);
    const known = 'ARG FROM WORKDIR COPY RUN LABEL ENV USER EXPOSE HEALTHCHECK STOPSIGNAL ENTRYPOINT CMD'.split(' ');
    expect(read.filter(([word]) => !known.includes(word))).toEqual([]);
    expect(read.slice(0, 2).map(([word]) => word)).toEqual(['ARG', 'FROM']);
    const programs = read.filter(([word]) => ['ENTRYPOINT', 'CMD'].includes(word)).map(([, rest]) => rest);
    const asked = read.find(([word]) => word === 'HEALTHCHECK')?.[1].replace(/^.*CMD /, '') ?? '';
    expect(programs).toHaveLength(2);
    for (const words of [...programs, asked]) expect(Array.isArray(JSON.parse(words)), words).toBe(true);
    // What needs root comes before USER, and nothing is copied after it.
    const user = read.findIndex(([word]) => word === 'USER');
    expect(read.slice(user).filter(([word]) => ['RUN', 'COPY'].includes(word))).toEqual([]);
    const stages = read.filter(([word]) => word === 'FROM').map(([, rest]) => rest.split(' AS ')[1]);
    const from = [...dockerfile.matchAll(/--from=(\S+)/g)].map(([, stage]) => stage);
    expect(from.filter((stage) => !stages.includes(stage))).toEqual([]);
  });

  it('copies only files of the repository, ignores all others, and builds with an existing script', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    expect(copied.length).toBeGreaterThan(4);
    expect(copied.filter((path) => !isThere(path))).toEqual([]);
    const ignored = readRepositoryFile('.github/Dockerfile.dockerignore').trim().split('\n');
    expect(ignored).toEqual(['*', ...copied.map((path) => `!${path}`)]);
    const {
      scripts,
      bin,
      engines,
    }: Record<'scripts' | 'bin' | 'engines', Record<string, string>> = JSON.parse(readRepositoryFile('package.json'));
    expect(scripts).toHaveProperty(/npm run (\S+)/.exec(dockerfile)?.[1] ?? '');
    expect(dockerfile).toContain(`ENTRYPOINT ["tini", "--", "node", "/app/${bin['pushplan']}"]`);
    // Both stages use one base, which a release pins by its digest.
    expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:24-slim$/m);
    expect(dockerfile.match(/^FROM .*/gm)).toEqual(['FROM ${NODE_IMAGE} AS build', 'FROM ${NODE_IMAGE}']);
    expect(engines['node']).toBe('>=24');
  });

  it('keeps the packages for a ledger on PostgreSQL, queries, pictures and workbooks, in the versions of the lock file', () => {
    const { peerDependencies }: { peerDependencies: Record<string, string> } = JSON.parse(
      readRepositoryFile('package.json'),
    );
    const peers = ['@duckdb/node-api', '@resvg/resvg-js', 'pg', 'pg-boss', 'sax', 'yauzl'];
    expect(Object.keys(peerDependencies)).toEqual(peers);
    // One key makes them optional, and the other makes them development packages. Without both keys, npm prune keeps them.
    expect(dockerfile).toContain('npm pkg delete devDependencies peerDependenciesMeta && npm prune');
  });

  it('contains all files of the package, so that every command works in it', () => {
    const { files: packed }: { readonly files: readonly string[] } = JSON.parse(readRepositoryFile('package.json'));
    const there = [...dockerfile.matchAll(/^COPY --from=build \/build\/(\S+) \S+$/gm)].map(([, path = '']) => path);
    for (const path of packed.filter((one) => !one.startsWith('!')))
      expect(
        there.some((copied) => path.startsWith(copied)),
        path,
      ).toBe(true);
  });

  it('has git and an init, labels, and a health check', () => {
    expect(dockerfile).toMatch(/apt-get install .* git tini /);
    for (const label of ['title', 'description', 'source', 'documentation', 'licenses'])
      expect(dockerfile).toContain(`org.opencontainers.image.${label}="`);
    const asked = /^HEALTHCHECK .*\\\n {2}CMD (\[.+\])$/m.exec(dockerfile)?.[1] ?? '[]';
    const [, , program = '']: readonly string[] = JSON.parse(asked);
    const port = /^EXPOSE (\d+)$/m.exec(dockerfile)?.[1] ?? '';
    expect(program).toContain(`http://127.0.0.1:${port}/health`);
    expect(dockerfile).toContain(`CMD ["worker", "--port", "${port}"]`);
  });

  it('starts a worker that does not run as root', () => {
    const argv: readonly string[] = JSON.parse(/^CMD (.+)$/m.exec(dockerfile)?.[1] ?? '[]');
    expect(argv[0]).toBe('worker');
    expect(knows(argv)).toBe(true);
    expect(dockerfile).toMatch(/^USER node$/m);
  });
});

describe('the compose file', () => {
  it('builds that Dockerfile, and mounts files and names verbs and options that exist', () => {
    expect(ours).toHaveLength(5);
    for (const { build, volumes = [], command = [] } of ours) {
      expect(isThere(join('.github', build?.context ?? '', build?.dockerfile ?? ''))).toBe(true);
      const mounted = volumes.map((volume) => join('.github', volume.split(':')[0] ?? ''));
      expect(mounted.filter((path) => !isThere(path))).toEqual([]);
      expect(knows(command), command.join(' ')).toBe(true);
    }
  });

  it('waits only for existing services, and for the end only of those that end', () => {
    for (const [name, { depends_on: others = {}, network_mode: network }] of Object.entries(services)) {
      const named = [...Object.keys(others), ...(network === undefined ? [] : [network.replace('service:', '')])];
      expect(
        named.filter((other) => services[other] === undefined),
        name,
      ).toEqual([]);
      const awaited = Object.keys(others).filter((o) => others[o]?.condition === 'service_completed_successfully');
      const ends = awaited.map((other) => services[other]?.command ?? []);
      expect(ends.filter((argv) => argv[0] !== 'apply' && !argv.includes('--drain'))).toEqual([]);
    }
  });

  it('sets the variables that pushplan.yaml names, and uses the port of the sandbox', async () => {
    const { environments } = await readWorkspace(join(repositoryRoot, '.github/fleet'));
    const fleet = environments['fleet'];
    const port = services['sandbox']?.command?.[2];
    expect(fleet?.endpoint).toMatchObject({ url: `http://127.0.0.1:${port}` });
    const given = Object.keys(ours[0]?.environment ?? {});
    expect(given).toEqual([fleet?.apiKeyEnv, fleet?.ledgerEnv]);
  });
});
