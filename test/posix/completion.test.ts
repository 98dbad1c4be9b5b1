// Completion in real shells: in those that this machine has, and always in bash.
import { execFile } from 'node:child_process';
import { accessSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { compileCache } from '../support/repository.ts';
import { builtCli, openSession } from '../support/terminal-session.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const run = promisify(execFile);

/** Installs the program by its name, and returns the environment for a shell. */
async function enter(shop: TestWorkspace): Promise<Readonly<Record<string, string>>> {
  const bin = join(shop.root, 'bin');
  await mkdir(bin);
  const program = `#!/bin/sh\nexec '${process.execPath}' '${builtCli}' "$@"\n`;
  await writeFile(join(bin, 'pushplan'), program, { mode: 0o755 });
  return { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, HOME: shop.root, ...compileCache };
}

const files = {
  'pushplan.yaml': 'version: 1\nenvironments:\n  sandbox: { endpoint: sandbox }\ndefault_environment: sandbox\n',
  'spring.campaign.yaml': 'version: 1\nid: spring-news\n',
  'my plan.json': '{}',
  "it's here/users.json": '[]',
};

type Env = Readonly<Record<string, string>>;

const shells: Readonly<Record<string, (shop: TestWorkspace, env: Env) => Promise<void>>> = {
  bash: async ({ root }, env) => {
    const script = `
      source <(pushplan completion bash)
      ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _pushplan "$1"; printf '[%s]' "\${COMPREPLY[@]}"; echo; }
      ask pushplan ledger ver
      ask pushplan plan spr
      ask pushplan apply my
      ask pushplan plan --env = sa
      ask pushplan plan '"spr'
      ask pushplan plan --out =
      ask pushplan sandbox --users = "it's here/"
      compopt() { printf '%s ' "$*"; }
      ask pushplan sandbox --fault 429-d
      ask pushplan explain spring-news --recipient = e
      complete -p pushplan`;
    const { stdout } = await run('bash', ['--norc', '-c', script], { cwd: root, env });
    expect(stdout.split('\n')).toEqual([
      '[verify]',
      '[spring-news][spring.campaign.yaml]',
      '[my plan.json]',
      '[sandbox]',
      '[spring-news]',
      expect.stringContaining('[my plan.json]'),
      "[it's here/users.json]",
      '-o nospace [429-date:]',
      '-o nospace [email=]',
      'complete -F _pushplan pushplan',
      '',
    ]);
  },
  fish: async ({ root }, env) => {
    const script = `pushplan completion fish | source
      complete -C 'pushplan ledger ver'
      complete -C 'pushplan plan sprin'
      complete -C 'pushplan plan --env=sa'
      complete -C 'pushplan apply my'
      complete -C 'pushplan plan --out=my'
      complete -C 'pushplan sandbox --users="it'
      complete -C 'pushplan apply my\\ '
      complete -C 'pushplan sandbox --fault 429-d'`;
    const { stdout } = await run('fish', ['--no-config', '-c', script], { cwd: root, env });
    expect(stdout.split('\n').map((line) => line.trim())).toEqual([
      'verify\tread all of it, and check that it is intact',
      'spring.campaign.yaml',
      'spring-news\tcampaign',
      '--env=sandbox\tenvironment',
      expect.stringContaining('my plan.json'),
      '--out=my plan.json',
      "--users=it's here/",
      'my plan.json',
      '429-date:\tToo many requests, Retry-After is an HTTP date in two seconds.',
      '',
    ]);
  },
  zsh: async ({ root }, env) => {
    const lines = ['PS1="> "', 'autoload -Uz compinit', 'compinit -u -D', 'source <(pushplan completion zsh)'];
    await writeFile(join(root, '.zshrc'), [...lines, 'print ready', ''].join('\n'));
    const session = openSession([], { cwd: root, columns: 100, rows: 20, shell: 'exec zsh -i', env });
    await session.until(/ready\n> /v);
    session.type('pushplan ledger ver\t');
    await session.until(/> pushplan ledger verify/v);
    session.type('\u0015pushplan plan spring-\t');
    await session.until(/> pushplan plan spring-news/v);
    session.type('\u0015pushplan plan --form\t');
    await session.until(/> pushplan plan --format/v);
    session.type('\u0015pushplan plan --out=my\t');
    await session.until(/> pushplan plan --out=my\\ plan\.json/v);
    session.type('\u0015pushplan plan "spring-n\t');
    await session.until(/> pushplan plan "spring-news/v);
    // Without a blank, which would end the value.
    session.type('\u0015pushplan sandbox --fault 429-d\t0.5');
    await session.until(/> pushplan sandbox --fault 429-date:0\.5/v);
    session.type('\u0015exit\n');
    expect(await session.ended).toBe(0);
  },
};

function isThere(shell: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => {
    try {
      accessSync(join(folder, shell));
      return true;
    } catch {
      return false;
    }
  });
}

test.each(Object.entries(shells).filter(([shell]) => shell === 'bash' || isThere(shell)))('%s', async (_shell, ask) => {
  await using shop = await makeWorkspace(files);
  await ask(shop, await enter(shop));
});
