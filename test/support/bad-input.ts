// Bad input as a user meets it: a workspace with one thing wrong, tried with every verb, beside a server that counts the requests it receives.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { RuleCode } from '../../src/diagnostic.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { pushplan, type CliResult } from './cli.ts';
import { campaignText, makeWorkspace, type TestWorkspace } from './workspace.ts';

/** The API key, and a text in every row of an audience. Neither may ever be printed. */
export const keyCanary = 'canary-key-b7Qx9-zzz';
export const rowCanary = 'Canaryperson';
/** A secret in a file where it does not belong. None of its words suggests a secret, because such a word would hide its whole line. */
export const secretCanary = 'canary-hidden-k3Wv7';

export const environment = { PUSH_KEY: keyCanary };

export interface BadInput {
  /** Files added to those of a valid workspace, or replacing them. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Creates what is not plain text: links, folders, modes. */
  readonly arrange?: (root: string) => void;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Expected {
  readonly code: RuleCode;
  /** `file:line:column`, or as much of it as the finding has; "" if the finding is not about a file. */
  readonly at: string;
  /** Words that the message or the help contains. */
  readonly says: string;
  readonly help?: string;
  /** The exit code; 3 by default. */
  readonly exit?: number;
  /** The verbs to try: validate, plan and apply by default. */
  readonly by?: readonly Verb[];
}

export type Verb = readonly string[];
export const validate: Verb = ['validate'];
export const plan: Verb = ['plan'];
export const apply: Verb = ['apply', '--yes'];

export interface Finding {
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly help: string | null;
}

/** Answers at once, so that every request that gets through is counted. */
export function startCounter(): Promise<Sandbox> {
  return startSandbox({ latency: { sent: 0, none: 0, jitter: 0 }, limit: 1_000_000 });
}

export function workspaceFile(endpoint: string, more = ''): string {
  return `version: 1
environments:
  live:
    endpoint: ${endpoint}
    api_key_env: PUSH_KEY
    requests_per_minute: 3000
${more}`;
}

/** Rows that are recognised wherever they appear. */
export function canaryRows(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => `${rowCanary}${index}@example.com,${rowCanary} ${index}\n`);
  return ['email,name\n', ...rows].join('');
}

export function makeBadWorkspace(sandbox: Sandbox, { files }: BadInput): Promise<TestWorkspace> {
  return makeWorkspace({
    'pushplan.yaml': workspaceFile(sandbox.url),
    'a.campaign.yaml': campaignText(),
    'people.csv': canaryRows(3),
    ...files,
  });
}

/** Makes a workspace whose campaign has `file` as its audience. */
export function badAudience(file: string, content?: string | Uint8Array, arrange?: BadInput['arrange']): BadInput {
  const campaign = { 'a.campaign.yaml': campaignText({ file }) };
  const files = content === undefined ? campaign : { ...campaign, [file]: content };
  return arrange === undefined ? { files } : { files, arrange };
}

/** Expects that every verb refuses the input with the same finding and the documented exit code, sends nothing, and prints no canary. */
export async function expectRefusal(sandbox: Sandbox, bad: BadInput, expected: Expected): Promise<void> {
  await using workspace = await makeBadWorkspace(sandbox, bad);
  bad.arrange?.(workspace.root);
  const before = sandbox.stats().requests;
  const options = { cwd: workspace.root, env: { ...environment, ...bad.env } };
  const { by = [validate, plan, apply], exit = 3, code, at } = expected;
  for (const verb of by) {
    const result = await pushplan([...verb, '--json'], options);
    expectHarmless(result);
    expect([verb[0], result.exitCode, result.stdout]).toEqual([verb[0], exit, expect.stringContaining(code)]);
    expectFinding(findingsOf(result), expected);
  }
  const text = await pushplan(by[0] ?? validate, options);
  expectHarmless(text);
  expect(text.exitCode).toBe(exit);
  expect(unwrap(text.stdout + text.stderr)).toContain(`error ${code} ${at}`.trimEnd());
  expect(sandbox.stats().requests).toBe(before);
  await expectNoRun(workspace, options.env);
}

export function expectFinding(findings: readonly Finding[], { code, at, says, help }: Expected): void {
  const places = findings.map((finding) => [finding.code, placeOf(finding)]);
  expect(places).toContainEqual([code, at]);
  const finding = findings.find((one) => one.code === code && placeOf(one) === at);
  expect(finding?.message).toContain(says);
  if (help !== undefined) expect(finding?.help).toContain(help);
}

/** Expects no internal error, no stack trace, and no key, person or secret in any encoding. */
export function expectHarmless({ exitCode, stdout, stderr }: CliResult): void {
  const text = stdout + stderr;
  expect(exitCode).not.toBe(1);
  expect(/failed in a way|\n\s+at .*|node:internal.*/v.exec(text)?.[0]).toBeUndefined();
  const told = [keyCanary, rowCanary, secretCanary].flatMap(disguisesOf).filter((disguise) => text.includes(disguise));
  expect(told).toEqual([]);
}

/** Returns the secret as it is, in a URL, in hex, and in base64 at each of the three alignments. */
function disguisesOf(secret: string): readonly string[] {
  const aligned = ['', '?', '??'].map((before) => {
    const text = Buffer.from(before + secret).toString('base64');
    return text.slice(before === '' ? 0 : 4, -4);
  });
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('hex'), ...aligned];
}

async function expectNoRun({ root }: TestWorkspace, env: Readonly<Record<string, string>>): Promise<void> {
  const status = await pushplan(['status', '--json'], { cwd: root, env });
  if (status.exitCode === 0) expect(status.json()).toMatchObject({ runs: [] });
  else expect(existsSync(join(root, '.pushplan', 'live.db'))).toBe(false);
}

/** Returns the findings of the document and, in a plan, those of its campaigns. */
export function findingsOf(result: CliResult): readonly Finding[] {
  const { diagnostics, campaigns = [] } = result.json() as {
    diagnostics: readonly Finding[];
    campaigns?: readonly { diagnostics?: readonly Finding[] }[];
  };
  return [...diagnostics, ...campaigns.flatMap((campaign) => campaign.diagnostics ?? [])];
}

function placeOf({ file, line, column }: Finding): string {
  return [file, line, column].filter((part) => part !== null).join(':');
}

function unwrap(text: string): string {
  return text.replaceAll(/\s+/gv, ' ');
}
