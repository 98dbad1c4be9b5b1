// Checks the connection to the vendor, the key, the clocks and the Message Center, by requests that send nothing.
import { explainError } from '../../delivery/stopping/explain-error.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import { openKeyCheck, type KeyAnswer } from '../../insider/key-check.ts';
import { askSeenAddress } from '../../insider/seen-address.ts';
import { openMessageCenter } from '../../insider/message-center.ts';
import type { Context } from '../../opening/context.ts';
import { isLedgerThere } from '../../opening/lock-ledger.ts';
import { openControl } from '../../opening/open-control.ts';
import { vendor } from '../../opening/vendor.ts';
import { proxyVariables } from '../../way-to-host.ts';
import { countOf } from '../../numbers.ts';
import { classifyEndpoint, reachesPeople } from '../../workspace/endpoint-class.ts';
import { apiKeyOf, type Environment, type Workspace } from '../../workspace/read-workspace.ts';
import { checkOf, good, warn, wrong, type CheckLine } from './check.ts';
import { checkSkew } from './check-skew.ts';
import { rememberAnswers } from './last-answer.ts';

/** Milliseconds. The question may be asked again at any time, and somebody is waiting. */
const timeouts = { headers: 15_000, total: 20_000 };
/** Milliseconds to wait for a slot of the pace. */
const longestWait = 5_000;

/** An identity that nobody has, for a question to the Message Center. */
const nobody = 'uuid=pushplan-doctor';

/** Throws a Refusal if the key is missing (exit 10), or if the process's environment makes the connection unsafe. */
export async function checkVendor(
  context: Context,
  workspace: Workspace,
  environment: Environment,
): Promise<readonly CheckLine[]> {
  const { endpoint } = environment;
  if (endpoint.kind === 'sandbox') {
    return [good('key', 'the embedded sandbox needs no key, and starts when it is needed')];
  }
  const apiKey = context.secrets.note(apiKeyOf(environment, context.env));
  const memory = rememberAnswers(context, endpoint.url, apiKey);
  const now = context.clock.now();
  const last = await memory.last(now);
  if (last !== undefined) return last.checks.map((check) => aged(check, now - last.at));
  const busy = await waitForSlot(context, workspace, environment);
  if (busy !== undefined) return [busy];
  const checks = await askVendor(context, environment, { endpoint: endpoint.url, apiKey });
  // If the API was not reached, there is no answer to keep, and the next check looks at the connection as it is then.
  if (!checks.some(({ check, status }) => check === 'network' && status === 'wrong'))
    await memory.keep({ at: now, checks });
  return checks;
}

function aged(check: CheckLine, age: number): CheckLine {
  const ago = `answered ${countOf(Math.round(age / 1000), 'second')} ago, and asked once a minute`;
  return { ...check, message: `${check.message} (${ago})` };
}

/** The vendor counts the question like any request, so it takes a slot. Returns a warning if there is none. */
async function waitForSlot(
  context: Context,
  workspace: Workspace,
  environment: Environment,
): Promise<CheckLine | undefined> {
  try {
    if (!(await isLedgerThere(context, workspace, environment))) return undefined;
    await using control = await openControl(context, workspace, environment);
    const until = context.clock.monotonic() + longestWait;
    for (;;) {
      const wait = (await control?.takeSlot()) ?? 0;
      if (wait === 0) return undefined;
      if (context.clock.monotonic() + wait > until) break;
      await context.clock.sleep(wait);
    }
    const help = 'A run takes every slot, or the API has asked to wait. Try again later.';
    return warn('key', 'the key was not checked: the pace has no free slot now', help);
  } catch (error) {
    if (!(error instanceof Refusal) || error.exitCode === exitCodes.unexpected) throw error;
    // Other lines report what is wrong with the ledger.
    return warn('key', 'the key was not checked: its pace is in the ledger', 'Fix the ledger first.');
  }
}

async function askVendor(
  context: Context,
  environment: Environment,
  { endpoint, apiKey }: { readonly endpoint: string; readonly apiKey: string },
): Promise<readonly CheckLine[]> {
  const { clock, env, version } = context;
  const options = { endpoint, apiKey, userAgent: `pushplan/${version}`, env, clock, timeouts };
  const { host } = new URL(endpoint);
  await using keyCheck = openKeyCheck(options);
  const { signal } = new AbortController();
  const asked = clock.now();
  const answer = await keyCheck.ask(signal);
  const isOutside = reachesPeople(classifyEndpoint(environment.endpoint));
  const way = describeWay(answer, host, isOutside ? env : {});
  const isShut = way.status === 'wrong';
  return [
    way,
    ...(isShut || !isOutside ? [] : [describeAddress(await askSeenAddress(options, signal), host)]),
    ...(isShut ? [] : [describeKey(answer, host)]),
    ...(answer.date === undefined ? [] : checkSkew(host, answer.date, asked, clock.now())),
    ...(isShut || answer.kind === 'not_taken' ? [] : [await askMessageCenter(environment, options, asked, signal)]),
  ];
}

/** Names variables only, since the address of a proxy may have a password. On loopback no proxy is used. */
function describeWay(answer: KeyAnswer, host: string, env: Context['env']): CheckLine {
  const proxy = proxyVariables.find((name) => (env[name] ?? '') !== '');
  const through = proxy === undefined ? '' : `, with ${proxy} set`;
  const failed = answer.kind === 'not_taken' ? answer.answer : undefined;
  if (failed?.kind === 'unsent' || (failed?.kind === 'unclear' && failed.status === null)) {
    const { means, remedy } = explainError({ error: failed.error, status: null }, vendor.errors);
    return wrong('network', `${host} cannot be reached${through}: ${means} (${failed.error})`, remedy);
  }
  if (failed?.kind === 'shut_out' && failed.error !== undefined) {
    return { ...checkOf('network', failed.diagnostic), isRefused: true };
  }
  return good('network', `${host} answers${through}`);
}

/** The address that has to be on the vendor's list of allowed addresses. */
export function describeAddress(address: string | undefined, host: string): CheckLine {
  const said =
    address === undefined
      ? `the address that ${host} sees is unknown: it does not say`
      : `${host} sees this machine at ${address}: that is the address to allow`;
  return { ...good('address', said), assumption: true };
}

/** Judges the answer of an API that was reached. */
function describeKey(given: KeyAnswer, host: string): CheckLine {
  if (given.kind === 'taken') return { ...good('key', 'the API accepts the key and this address'), assumption: true };
  const { answer } = given;
  if (answer.kind === 'shut_out') {
    return { ...checkOf('key', answer.diagnostic), isRefused: true, assumption: true };
  }
  if (answer.kind === 'throttled') {
    const help = 'Somebody sends with this key at its limit. Find out who, and try again in a minute.';
    return warn('key', 'the key was not checked: the API answers that there are too many requests', help);
  }
  const status = answer.kind === 'unsent' ? null : answer.status;
  const said = answer.kind === 'foreign' && answer.excerpt !== '' ? ` It says: ${answer.excerpt}` : '';
  const message = `${host} answers with ${status ?? 'nothing'}, not as the API does, so the key was not checked.${said}`;
  const help = "Check the environment's endpoint, and proxies and gateways on the way that may answer in its place.";
  return wrong('key', message, help);
}

async function askMessageCenter(
  { messageCenter }: Environment,
  options: Parameters<typeof openMessageCenter>[0],
  now: number,
  signal: AbortSignal,
): Promise<CheckLine> {
  if (messageCenter === 'off') {
    return good('message_center', 'the Message Center is off: a person has to settle what is in doubt');
  }
  await using log = openMessageCenter(options);
  const answer = await log.ask({ identities: [nobody], from: now - 60_000, to: now }, signal);
  if (answer.kind === 'seen') return good('message_center', 'the Message Center answers');
  const help =
    'Without it, a person has to settle what is in doubt. Check the rights of the key, or write message_center: off.';
  return warn('message_center', `the Message Center does not answer as it should (${answer.error})`, help);
}
