// Proof: people stay in the spool and the key stays in the environment. Both are planted, and all output and files are searched.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { startSandbox } from '../../src/sandbox/server.ts';
import { pushplan } from '../support/cli.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { apiKey, canaryRows, findCanaries } from './canaries.ts';
import { startEcho } from './echo-server.ts';
import { fetchScenarios } from './privacy-fetch.ts';
import { inputScenarios } from './privacy-input.ts';
import { runScenarios } from './privacy-run.ts';
import { campaignFile, promo, type Scenario, type Seen, type Step } from './privacy-scenario.ts';
import { faultScenarios, vendorScenarios } from './privacy-vendor.ts';
import type { Proof, ProofOptions } from './proof.ts';
import { holdsChunk, readRunsOf, readSpool } from './spool-search.ts';

const privacyScenarios: readonly Scenario[] = [
  ...vendorScenarios,
  ...runScenarios,
  ...inputScenarios,
  ...fetchScenarios,
  ...faultScenarios,
];

/** The number of people over all scenarios. */
const planted = 10_000;
/** The number of concurrent scenarios. Those with faults mostly wait. */
const lanes = 12;

interface Search {
  readonly violations: readonly string[];
  readonly outputs: number;
  readonly files: number;
  readonly bytes: number;
}

export async function prove({ count, seed, log }: ProofOptions): Promise<Proof> {
  const scenarios = privacyScenarios.slice(0, count);
  const people = Math.ceil(planted / scenarios.length);
  const queue = scenarios.entries();
  const searches: Search[] = [];
  const work = async (): Promise<void> => {
    for (const [index, scenario] of queue) {
      const search = await runScenario(scenario, { from: index * people, people, seed });
      searches.push(search);
      for (const violation of search.violations) log(violation);
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  const violations = searches.flatMap((search) => search.violations);
  const sum = (of: (search: Search) => number): number => searches.reduce((total, search) => total + of(search), 0);
  return {
    goal: 'no person and no key outside of spool, render and report',
    trials: scenarios.length,
    violations: violations.length,
    notes: {
      people: people * scenarios.length,
      outputs: sum(({ outputs }) => outputs),
      files: sum(({ files }) => files),
      MiB: Math.round(sum(({ bytes }) => bytes) / 2 ** 20),
      ...(violations[0] === undefined ? {} : { first: violations[0] }),
    },
  };
}

interface Planting {
  readonly from: number;
  readonly people: number;
  readonly seed: number;
}

async function runScenario(scenario: Scenario, planting: Planting): Promise<Search> {
  const rows = canaryRows(planting.people, planting.from);
  const planted = { [campaignFile]: promo(), 'people.csv': rows, ...scenario.files?.(rows) };
  await using vendor = await startVendor(scenario, planting.seed);
  await using workspace = await makeWorkspace({ ...planted, 'pushplan.yaml': workspaceFile(scenario, vendor.url) });
  const own = new Set(['pushplan.yaml', ...Object.keys(planted)]);
  const trial = new Trial(scenario, workspace, vendor);
  for (const step of scenario.steps) await trial.take(step);
  trial.expectFaults();
  trial.searchFiles(own);
  await trial.searchSpool();
  return trial;
}

interface Vendor extends AsyncDisposable {
  readonly url: string;
  readonly seen: () => Seen;
}

async function startVendor({ sandbox, answer }: Scenario, seed: number): Promise<Vendor> {
  if (answer !== undefined) return startEcho(answer);
  const server = await startSandbox({
    limit: 60_000,
    latency: { sent: 0, none: 0, jitter: 0 },
    shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
    seed,
    ...sandbox,
  });
  return { ...server, seen: () => server.stats() };
}

function workspaceFile({ endpoint, environment, more = '' }: Scenario, url: string): string {
  const keys = [
    `endpoint: ${endpoint ?? url}`,
    ...(environment?.includes('api_key') === true ? [] : ['api_key_env: KEY']),
    'requests_per_minute: 6000',
    ...(environment === undefined ? [] : [environment]),
  ];
  return `version: 1\nenvironments:\n  live:\n${keys.map((key) => `    ${key}\n`).join('')}${more}\n`;
}

/** Whether a file contains people because a fetch wrote it. Locks and the marks of forgotten people are searched. */
function isFetched(name: string): boolean {
  return name.startsWith(join('.pushplan', 'data')) && !name.endsWith('.forgotten');
}

/** A running scenario: its output and its violations so far. */
class Trial implements Search {
  readonly violations: string[] = [];
  outputs = 0;
  files = 0;
  bytes = 0;
  readonly #scenario: Scenario;
  readonly #workspace: TestWorkspace;
  readonly #vendor: Vendor;
  #run = 'run_0';

  constructor(scenario: Scenario, workspace: TestWorkspace, vendor: Vendor) {
    this.#scenario = scenario;
    this.#workspace = workspace;
    this.#vendor = vendor;
  }

  async take(step: Step): Promise<void> {
    const { root } = this.#workspace;
    if (typeof step === 'function') {
      step(root);
      return;
    }
    const [line, ...expected] = step;
    const { exitCode, stdout, stderr } = await this.#command(line.replace('RUN', this.#run));
    if (!expected.includes(exitCode)) this.#blame(line, `ended with ${exitCode}, not ${expected.join(' or ')}`);
    const rendered = line.startsWith(`render ${campaignFile}`) && exitCode === 0;
    if (rendered) this.#expectPeople(line, stdout);
    else this.#search(`stdout of ${line}`, stdout);
    this.#search(`stderr of ${line}`, stderr);
    this.outputs += 2;
    this.#run = (await readRunsOf(root)).at(-1)?.id ?? this.#run;
  }

  async #command(line: string): ReturnType<typeof pushplan> {
    const { interrupt: isTime, env } = this.#scenario;
    const interrupt = new AbortController();
    const watch = setInterval(() => {
      if (isTime?.(this.#vendor.seen()) === true) interrupt.abort('interrupted by SIGINT');
    }, 5);
    try {
      const options = { cwd: this.#workspace.root, env: { KEY: apiKey, ...env }, interrupt: interrupt.signal };
      return await pushplan(line.split(' '), options);
    } finally {
      clearInterval(watch);
    }
  }

  /** A fault that did not occur proves nothing. */
  expectFaults(): void {
    for (const { kind } of this.#scenario.sandbox?.faults ?? []) {
      if ((this.#vendor.seen().faults[kind] ?? 0) === 0) this.#blame('the sandbox', `was never at fault by ${kind}`);
    }
  }

  /** Searches all files except those that the user wrote. */
  searchFiles(own: ReadonlySet<string>): void {
    const { root } = this.#workspace;
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const name = relative(root, path);
      if (!entry.isFile() || own.has(name) || isFetched(name)) continue;
      const content = readFileSync(path);
      this.files += 1;
      if (name === 'report.ndjson') this.#expectPeople(name, content);
      else this.#search(name, content);
    }
  }

  /** Checks that the spool contains exactly the people that it must, and that erased data is gone. */
  async searchSpool(): Promise<void> {
    const { root } = this.#workspace;
    const spool = await readSpool(root);
    if (spool === undefined) return;
    if (spool.people.length !== spool.unsettled) {
      this.#blame('the spool', `holds ${spool.people.length} people, and ${spool.unsettled} are unsettled`);
    }
    if (spool.unsettled === 0 && holdsChunk(root)) this.#blame('the spool', 'was erased, and something of it is left');
  }

  #search(place: string, content: string | Buffer): void {
    this.bytes += content.length;
    for (const { what, disguise } of findCanaries(content)) this.#blame(place, `holds the ${what} (${disguise})`);
  }

  /** Expects people in the files that are made for people, because otherwise the search would prove nothing. The key may not be there. */
  #expectPeople(place: string, content: string | Buffer): void {
    const found = findCanaries(content).map(({ what }) => what);
    if (!found.includes('address')) this.#blame(place, 'holds nobody');
    if (found.includes('key')) this.#blame(place, 'holds the key');
  }

  #blame(place: string, what: string): void {
    this.violations.push(`${this.#scenario.name}: ${place} ${what}`);
  }
}
