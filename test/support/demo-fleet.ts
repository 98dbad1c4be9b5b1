// A demonstration of a fleet on this machine: `npm run demo:fleet` starts PostgreSQL, the sandbox and two workers, and kills one of them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startSandbox } from '../../src/sandbox/server.ts';
import { startBuiltCli } from './built-cli.ts';
import { startPostgres } from './postgres-server.ts';
import { repositoryRoot } from './repository.ts';

const requestsPerMinute = 120;
/** The run has about 40 requests. */
const requestsBeforeKill = 20;

await using stack = new AsyncDisposableStack();
const server = stack.use(await startPostgres({ durable: true }));
const sandbox = stack.use(await startSandbox({ limit: requestsPerMinute }));
say(`PostgreSQL from npm on port ${server.port}, a sandbox that sends to nobody on port ${sandbox.port}`);
const cwd = await mkdtemp(join(tmpdir(), 'pushplan-fleet-'));
stack.defer(() => rm(cwd, { recursive: true }));
await cp(join(repositoryRoot, 'campaigns'), cwd, { recursive: true, filter: (path) => !path.includes('.pushplan') });
const settings = `endpoint: ${sandbox.url}, api_key_env: FLEET_KEY, ledger_env: FLEET_LEDGER`;
const pace = `requests_per_minute: ${requestsPerMinute}, message_center: { after: 0s }`;
await writeFile(join(cwd, 'pushplan.yaml'), `version: 1\nenvironments:\n  fleet: { ${settings}, ${pace} }\n`);
const env = { FLEET_KEY: 'any', FLEET_LEDGER: server.url() };

const apply = ['apply', '--detach', '--yes'];
const { exitCode, stdout, stderr } = await startBuiltCli(apply, { cwd, env }).ended;
// stderr holds the plan, which this demonstration does not show.
if (exitCode !== 0) throw new Error(stderr);
process.stdout.write(`\n$ pushplan ${apply.join(' ')}\n${stdout}\n`);
const [first, second] = [1, 2].map(() => startBuiltCli(['worker'], { cwd, env }));
stack.defer(() => first?.kill('SIGKILL'));
stack.defer(() => second?.kill('SIGKILL'));
say(`two workers: pushplan worker, processes ${first?.pid} and ${second?.pid}`);
const watched = show('status', '--watch');
while (sandbox.stats().requests < requestsBeforeKill) await delay(10);
first?.kill('SIGKILL');
await watched;

const { deliveries, duplicates, window } = sandbox.stats();
say(`${first?.pid} was killed (kill -9) at request ${requestsBeforeKill}, and ${second?.pid} went on with its chunks`);
say(`the sandbox counted ${deliveries} deliveries, ${duplicates} of them to somebody who had it already,`);
say(`and at most ${window.highest} of ${window.limit} requests in a minute`);
second?.kill('SIGTERM');
const end = await second?.ended;
if (end?.exitCode !== 0 || duplicates > 0) throw new Error(`not as it should be: ${end?.stdout}${end?.stderr}`);

/** Uses the terminal of this process if there is one, so that the command shows its screen. */
async function show(...argv: readonly string[]): Promise<void> {
  process.stdout.write(`\n$ pushplan ${argv.join(' ')}\n`);
  const child = spawn(process.execPath, [join(repositoryRoot, 'dist/cli.js'), ...argv], {
    cwd,
    env: { PATH: process.env['PATH'], TERM: process.env['TERM'], ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code]: readonly unknown[] = await once(child, 'close');
  process.stdout.write('\n');
  if (code !== 0) throw new Error(`it ended with ${String(code)}`);
}

function say(line: string): void {
  process.stdout.write(`# ${line}\n`);
}
