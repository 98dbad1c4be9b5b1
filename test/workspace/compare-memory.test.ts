import { describe, expect, it } from 'vitest';
import { compareMemory } from '../../src/workspace/compare-memory.ts';
import { parseWorkspace } from '../../src/workspace/parse-workspace.ts';
import type { WorkspaceSettings } from '../../src/workspace/settings.ts';

function settings(text: string): WorkspaceSettings {
  const { settings: parsed, diagnostics } = parseWorkspace('pushplan.yaml', text);
  if (parsed === undefined) throw new Error(JSON.stringify(diagnostics));
  return parsed;
}

interface Parts {
  readonly top?: string;
  readonly endpoint?: string;
  readonly keys?: string;
  readonly name?: string;
}

function write({ top = '', endpoint = 'http://127.0.0.1:8001', keys = '', name = 'local' }: Parts): string {
  const environment = `{ endpoint: "${endpoint}", api_key_env: KEY${keys} }`;
  return `version: 1\n${top}\nallowed_hosts: [a.example.com, b.example.com]\nenvironments:\n  ${name}: ${environment}\n  sandbox: { endpoint: sandbox }\n`;
}

/** The findings about the change from `was` to `is`, planned in the environment `name`. */
function compare(was: Parts, is: Parts): readonly string[] {
  const here = settings(write(is));
  const environment = here.environments[is.name ?? 'local'];
  if (environment === undefined) throw new Error('no such environment');
  return compareMemory(here, settings(write(was)), environment, 'main').map(
    ({ setting, said, at, isWritten }) => `${setting} ${at.line}:${at.column}${isWritten ? '' : ' above'}: ${said}`,
  );
}

describe('settings that decide who is recognised', () => {
  it.each<[string, Parts, Parts, string]>([
    [
      'ledger_env added',
      {},
      { keys: ', ledger_env: A' },
      'ledger_env 5:77: environments.local.ledger_env is A, and it is not set in main',
    ],
    [
      'ledger_env changed',
      { keys: ', ledger_env: A' },
      { keys: ', ledger_env: B' },
      'ledger_env 5:77: environments.local.ledger_env is B, and it is A in main',
    ],
    [
      'ledger_env removed',
      { keys: ', ledger_env: A' },
      {},
      'ledger_env 5:10 above: environments.local.ledger_env is not set, and it is A in main',
    ],
    [
      'ledger_key_env added',
      {},
      { keys: ', ledger_key_env: A' },
      'ledger_key_env 5:81: environments.local.ledger_key_env is A, and it is not set in main',
    ],
    [
      'ledger_key_env removed',
      { keys: ', ledger_key_env: A' },
      {},
      'ledger_key_env 5:10 above: environments.local.ledger_key_env is not set, and it is A in main',
    ],
    [
      'ledger_id changed',
      { keys: ', ledger_id: one' },
      { keys: ', ledger_id: two' },
      'ledger_id 5:76: environments.local.ledger_id is two, and it is one in main',
    ],
    [
      'ledger_id removed',
      { keys: ', ledger_id: one' },
      {},
      'ledger_id 5:10 above: environments.local.ledger_id is not set, and it is one in main',
    ],
    [
      'another host',
      { endpoint: 'https://a.example.com' },
      { endpoint: 'https://b.example.com' },
      'endpoint 5:22: environments.local.endpoint is b.example.com, and it is a.example.com in main',
    ],
    [
      'from the sandbox to this machine',
      { endpoint: 'sandbox' },
      {},
      'endpoint 5:22: environments.local.endpoint is loopback, and it is sandbox in main',
    ],
    [
      'workspace_id changed',
      { top: 'workspace_id: ws_aaaaaaaaaaaa' },
      { top: 'workspace_id: ws_bbbbbbbbbbbb' },
      'workspace_id 2:15: workspace_id is ws_bbbbbbbbbbbb, and it is ws_aaaaaaaaaaaa in main',
    ],
    [
      'workspace_id removed',
      { top: 'workspace_id: ws_aaaaaaaaaaaa' },
      {},
      'workspace_id 1:1 above: workspace_id is not set, and it is ws_aaaaaaaaaaaa in main',
    ],
    [
      'default_environment changed',
      { top: 'default_environment: sandbox' },
      { top: 'default_environment: local' },
      'default_environment 2:22: default_environment is local, and it is sandbox in main',
    ],
    [
      'default_environment removed, and another one is the default',
      { top: 'default_environment: local' },
      {},
      'default_environment 1:1 above: default_environment is sandbox, and it is local in main',
    ],
    [
      'another name',
      {},
      { name: 'prod' },
      'environments 5:3: main has no environment prod: it has local, sandbox, and each has a ledger of its own',
    ],
    [
      'another name, which the default follows',
      { top: 'default_environment: local' },
      { top: 'default_environment: prod', name: 'prod' },
      'environments 5:3: main has no environment prod: it has local, sandbox, and each has a ledger of its own',
    ],
  ])('%s', (_name, was, is, said) => {
    expect(compare(was, is)).toEqual([said]);
  });

  it.each<[string, Parts, Parts]>([
    ['nothing', { keys: ', ledger_env: A' }, { keys: ', ledger_env: A' }],
    ['another port of this machine', {}, { endpoint: 'http://127.0.0.1:9000' }],
    ['a ledger pinned', {}, { keys: ', ledger_id: one' }],
    ['a workspace named', {}, { top: 'workspace_id: ws_aaaaaaaaaaaa' }],
    ['the default environment written down', {}, { top: 'default_environment: sandbox' }],
    ['the pace, the policy', {}, { keys: ', requests_per_minute: 5', top: 'policy: { max_recipients: 5 }' }],
  ])('%s is no such change', (_name, was, is) => {
    expect(compare(was, is)).toEqual([]);
  });

  it('names several changes, and not the default environment if there was none', () => {
    const both = compare({ keys: ', ledger_env: A, ledger_id: one' }, { keys: ', ledger_env: B, ledger_id: two' });
    expect(both).toHaveLength(2);
    const away = compare({ top: 'default_environment: local' }, { name: 'prod' });
    expect(away).toHaveLength(2);
    const without = settings('version: 1\nenvironments: { a: { endpoint: sandbox }, b: { endpoint: sandbox } }\n');
    const here = settings(
      'version: 1\ndefault_environment: b\nenvironments: { a: { endpoint: sandbox }, b: { endpoint: sandbox } }\n',
    );
    const at = { file: 'pushplan.yaml', line: 1, column: 1 };
    expect(compareMemory(here, without, { name: 'a', at }, 'main')).toEqual([]);
    expect(compareMemory(without, here, { name: 'a', at }, 'main')).toMatchObject([{ is: 'not set', was: 'b' }]);
  });
});
