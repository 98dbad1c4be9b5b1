// pushplan sandbox: runs the emulator on a port of its own, until it is interrupted.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exitCodes, refuse, saySystemError, type ExitCode } from '../errors.ts';
import type { StartedSandbox } from '../generated/sandbox.ts';
import { safeJsonLine } from '../view/safe.ts';
import { beginsDeliveryLog } from '../sandbox/delivery-file.ts';
import { faultKinds } from '../sandbox/fault-kinds.ts';
import { parseFault, type InjectedFault } from '../sandbox/faults.ts';
import { startSandbox } from '../sandbox/server.ts';
import type { SandboxUser } from '../sandbox/users.ts';
import { parseUsers } from '../sandbox/users-file.ts';
import { findNearest } from '../campaign/find-nearest.ts';
import { countOf, formatCount } from '../numbers.ts';
import { inputFilesAt } from '../planning/input-files.ts';
import { defineCommand } from './program/command.ts';
import { openAddress } from './open-address.ts';
import type { Context } from '../opening/context.ts';
import { findPlace } from '../opening/find-place.ts';
import { openOutput } from '../opening/open-output.ts';
import { saySentence } from '../opening/say-sentence.ts';

export const sandboxCommand = defineCommand({
  most: 0,
  about: `Answers on 127.0.0.1 until Ctrl-C, and sends to nobody. Use its address as the endpoint of an environment. In a browser, the address shows what arrives, and /__stats shows the counts. Kinds of fault: ${faultKinds.map(({ kind }) => kind).join(', ')}.`,
  options: {
    port: { kind: 'count', value: 'N', least: 0, most: 65_535, help: 'port to listen on; any free one by default' },
    users: { kind: 'text', value: 'FILE', help: 'JSON list of the users that exist; invented ones by default' },
    fault: {
      kind: 'texts',
      value: 'KIND:SHARE',
      help: 'break a share of the requests, such as 503:0.05, or requests by their number, such as 429@1,5',
      suggests: faultKinds.map(({ kind, says }) => ({ word: `${kind}:`, about: says })),
    },
    latency: { kind: 'count', value: 'MS', least: 0, most: 600_000, help: 'milliseconds before each answer' },
    limit: { kind: 'count', value: 'N', least: 1, help: 'requests per minute and key; more are answered with 429' },
    seed: { kind: 'count', value: 'N', least: 0, help: 'seed for everything random: users, faults, order of answers' },
    log: { kind: 'text', value: 'FILE', help: 'append every delivery to FILE, as NDJSON' },
    key: { kind: 'texts', value: 'KEY', help: 'accept this key, and answer 401 to others; never give a real key' },
    'no-certificate': { kind: 'flag', help: 'act as an account without a push certificate: refuse every request' },
    'frequency-cap': {
      kind: 'count',
      value: 'N',
      least: 0,
      help: 'pushes per day and user, for notifications with GFC_enabled: true; no cap by default',
    },
    open: { kind: 'flag', help: 'open the inbox in the browser: what arrives, as phones show it' },
    'deny-ip': { kind: 'flag', help: 'refuse everybody, as the API does with an IP address that is not on its list' },
  },
  examples: [
    {
      line: 'pushplan sandbox --port 4010 --fault 500-after-send:0.02',
      what: 'one in fifty requests is sent and then answered with 500',
    },
  ],
  run: async (context, values): Promise<ExitCode> => {
    if (values.env !== undefined) await findPlace(context, values.env);
    const users = values.users === undefined ? undefined : await readUsers(context, values.users);
    const { latency } = values;
    const faults = values.fault.map(readFault);
    const apiKeys = values.key.length === 0 ? 'any' : values.key.map(readKey);
    // Last, because it makes the file.
    const log = values.log === undefined ? undefined : await claimLog(context, values.log, values);
    using interrupts = context.interrupts.take();
    await using sandbox = await startSandbox({
      port: values.port,
      users,
      limit: values.limit,
      seed: values.seed,
      latency: latency === undefined ? undefined : { sent: latency, none: latency, jitter: 0 },
      log,
      faults,
      denyIp: values['deny-ip'],
      apiKeys,
      certificate: !values['no-certificate'],
      frequencyCap: values['frequency-cap'],
    });
    // One line, so that a script has the whole document with the first line.
    const document: StartedSandbox = { format_version: '1.0', url: sandbox.url, diagnostics: [] };
    context.stdout.write(values.json ? safeJsonLine(document) : `${sandbox.url}\n`);
    saySentence(context.stderr, `SANDBOX: sends to nobody. What arrives is shown at ${sandbox.url}/. Ctrl-C ends it.`);
    if (values.open && context.stderr.isTerminal) {
      openAddress(`${sandbox.url}/`, { ...context.env }, (line) => {
        context.stderr.write(`${line}\n`);
      });
    }
    if (!interrupts.soft.aborted) await once(interrupts.soft, 'abort');
    context.stderr.write(`${describeStats(sandbox.stats())}\n`);
    return exitCodes.done;
  },
});

function describeStats({
  deliveries,
  duplicates,
  window,
}: ReturnType<Awaited<ReturnType<typeof startSandbox>>['stats']>): string {
  return `${countOf(deliveries, 'delivery', 'deliveries')}, ${countOf(duplicates, 'duplicate')}; at most ${countOf(window.highest, 'request')} in a minute, limit ${formatCount(window.limit)}`;
}

async function readUsers(context: Context, path: string): Promise<readonly SandboxUser[]> {
  try {
    return parseUsers(await readFile(resolve(context.cwd, path), 'utf8'), path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw refuse(
      exitCodes.invalidInput,
      'PP150',
      `the users file ${path} cannot be read: ${saySystemError(error)}`,
      'Give the path of a JSON file.',
    );
  }
}

/** Returns the path of the log. Throws a Refusal (exit 3) if appending to it would damage a file that pushplan reads. */
async function claimLog(
  context: Context,
  path: string,
  { env, users }: { readonly env: string | undefined; readonly users: string | undefined },
): Promise<string> {
  const help = 'Name a file in a folder that exists and that you may write to: --log FILE.';
  const log = resolve(context.cwd, path);
  if (users !== undefined && resolve(context.cwd, users) === log)
    throw refuse(
      exitCodes.invalidInput,
      'PP505',
      `the log cannot be written to ${path}: it is the file of --users`,
      help,
    );
  const inputs = await inputFilesAt(context, env);
  const replaces = { kind: 'a log of the sandbox', isOne: beginsDeliveryLog };
  const terms = { what: 'the log', append: true, isPrivate: true, inputs, replaces, help };
  const file = await openOutput(context.cwd, path, terms);
  await file.close();
  return log;
}

function readKey(key: string): string {
  if (key !== '') return key;
  throw refuse(exitCodes.invalidInput, 'PP502', '--key is empty', 'The API takes no empty key. Write any other text.');
}

function readFault(text: string): InjectedFault {
  const fault = parseFault(text);
  if (fault !== undefined) return fault;
  const kinds = faultKinds.map(({ kind }) => kind);
  const kind = text.split(/[:@]/)[0] ?? '';
  const isKnown = kinds.some((known) => known === kind);
  const nearest = isKnown ? undefined : findNearest(kind, kinds);
  const why = isKnown ? `: ${kind} needs a share from 0 to 1, or the numbers of requests` : '';
  throw refuse(
    exitCodes.invalidInput,
    'PP502',
    `--fault ${text}: not a fault${why}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    `KIND:SHARE such as 503:0.05, or KIND@N,N for the Nth requests. ${isKnown ? 'For a second fault write a second --fault.' : 'pushplan sandbox --help has all kinds.'}`,
  );
}
