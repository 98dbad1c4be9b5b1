// A workspace's folder, the environment that a command means, and the key for it.
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/errors.ts';
import { apiKeyOf, pickEnvironment, readWorkspace } from '../../src/workspace/read-workspace.ts';
import { refusalOf, showFindings } from '../support/findings.ts';
import { makeWorkspace } from '../support/workspace.ts';

const two = `version: 1
environments:
  staging: { endpoint: sandbox }
  production: { endpoint: https://mobile.useinsider.com, api_key_env: INSIDER_API_KEY }
`;

test('the workspace and its text, with warnings', async () => {
  const text = 'version: 1\nenvironments:\n  sandbox: { endpoint: sandbox }\ndefault_environment: sandbox #x\n';
  await using folder = await makeWorkspace({ 'pushplan.yaml': text });
  const workspace = await readWorkspace(folder.root);
  expect(workspace).toMatchObject({ root: folder.root, file: 'pushplan.yaml', text });
  expect(showFindings(workspace.diagnostics)).toEqual([expect.stringContaining('warning PP107 4:30')]);
  expect(await workspace.files.list()).toEqual(['pushplan.yaml']);
});

test('errors in pushplan.yaml are refused, all of them at once', async () => {
  await using folder = await makeWorkspace({ 'pushplan.yaml': 'version: 2\nenvironments: {}\n' });
  const error: unknown = await readWorkspace(folder.root).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Refusal);
  expect(error).toMatchObject({ exitCode: 3, diagnostics: [{ line: 1 }, { line: 2 }] });
});

describe('environment', () => {
  test('by name, or the default', async () => {
    await using folder = await makeWorkspace({ 'pushplan.yaml': `${two}default_environment: staging\n` });
    const workspace = await readWorkspace(folder.root);
    expect(pickEnvironment(workspace, undefined).name).toBe('staging');
    expect(pickEnvironment(workspace, 'production').name).toBe('production');
  });

  test.each([
    [
      'prodction',
      'the environment "prodction" is not defined',
      'Did you mean "production"? Defined are: staging, production.',
    ],
    ['toString', 'the environment "toString" is not defined', 'Defined are: staging, production.'],
    [
      undefined,
      'pushplan.yaml has several environments and no default_environment',
      'Choose one with --env. Defined are: staging, production.',
    ],
  ])('%s is refused', async (name, message, help) => {
    await using folder = await makeWorkspace({ 'pushplan.yaml': two });
    const workspace = await readWorkspace(folder.root);
    const { exitCode, diagnostics } = await refusalOf(Promise.try(pickEnvironment, workspace, name));
    expect(exitCode).toBe(3);
    expect(diagnostics).toEqual([
      { severity: 'error', code: 'PP154', file: 'pushplan.yaml', line: 2, column: 1, message, help },
    ]);
  });
});

describe('key', () => {
  test('comes from the variable, without a line break at its end', async () => {
    await using folder = await makeWorkspace({ 'pushplan.yaml': two });
    const environment = pickEnvironment(await readWorkspace(folder.root), 'production');
    expect(apiKeyOf(environment, { INSIDER_API_KEY: 'k-12345678\n' })).toBe('k-12345678');
  });

  test.each([[undefined], [''], [' \n']])('%j counts as not set', async (value) => {
    await using folder = await makeWorkspace({ 'pushplan.yaml': two });
    const environment = pickEnvironment(await readWorkspace(folder.root), 'production');
    const { exitCode, diagnostics } = await refusalOf(Promise.try(apiKeyOf, environment, { INSIDER_API_KEY: value }));
    expect(exitCode).toBe(10);
    expect(showFindings(diagnostics)).toEqual([
      'PP156 4:3 environment variable INSIDER_API_KEY is not set: it holds the API key of production',
    ]);
  });

  test('that is too short is refused, except for loopback, which accepts any', async () => {
    await using folder = await makeWorkspace({ 'pushplan.yaml': two });
    const environment = pickEnvironment(await readWorkspace(folder.root), 'production');
    const { exitCode, diagnostics } = await refusalOf(
      Promise.try(apiKeyOf, environment, { INSIDER_API_KEY: 'k-12345' }),
    );
    expect(exitCode).toBe(10);
    expect(showFindings(diagnostics)).toEqual([
      'PP171 4:3 environment variable INSIDER_API_KEY holds 7 characters, which is too short for the API key of production',
    ]);
    const local = { ...environment, endpoint: { kind: 'url', url: 'http://127.0.0.1:1' } } as const;
    expect(apiKeyOf(local, { INSIDER_API_KEY: 'k' })).toBe('k');
  });

  test('is not needed for the sandbox', async () => {
    await using folder = await makeWorkspace();
    const environment = pickEnvironment(await readWorkspace(folder.root), undefined);
    expect(apiKeyOf(environment, {})).not.toBe('');
  });
});
