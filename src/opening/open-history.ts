// Opens what a plan may know of earlier runs: the ledger, read-only and without its lock, or nothing.
import { countOf } from '../numbers.ts';
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import { noHistory, type History } from '../plan/history.ts';
import type { LedgerEngine, SeenLedger } from '../ledger/ledger-engine.ts';
import { classifyEndpoint, reachesPeople } from '../workspace/endpoint-class.ts';
import type { Environment, Workspace } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';
import { placeLedger } from './ledger-place.ts';
import { pinnedLedger } from './look-at-ledger.ts';

export interface HistorySource extends AsyncDisposable {
  readonly history: History;
  readonly kind: 'ledger' | 'none';
  /** Null if no ledger was read. */
  readonly ledger: { readonly id: string; readonly serial: number } | null;
  readonly diagnostics: readonly Diagnostic[];
}

const countsAsFirst = 'this plan counts as if nothing had been sent yet';

/**
 * A ledger that does not exist yet counts as empty: nothing has been sent. Throws a Refusal for a pinned ledger that is gone, and for one
 * that cannot be reached. If its place is not set, or its secret may not be read, a finding says so.
 */
export async function openHistory(
  context: Context,
  workspace: Workspace,
  environment: Environment,
): Promise<HistorySource> {
  const engine = placeLedger(context, workspace, environment);
  if (engine === undefined) return withoutLedger(environment);
  const ledger = await engine.read(pinnedLedger(context, environment));
  if (ledger === undefined) {
    const diagnostics = describeMissing(engine, environment);
    return { history: noHistory, kind: 'ledger', ledger: null, diagnostics, [Symbol.asyncDispose]: async () => {} };
  }
  if (!ledger.knowsKeys) {
    await ledger[Symbol.asyncDispose]();
    return withoutSecret(environment);
  }
  const identity = { id: ledger.id, serial: await ledger.serial() };
  return {
    history: ledger,
    kind: 'ledger',
    ledger: identity,
    diagnostics: [...blockIfClosed(ledger, environment), ...(await describeUnderWay(context, ledger, environment))],
    [Symbol.asyncDispose]: () => ledger[Symbol.asyncDispose](),
  };
}

/** Blocks plans over a ledger that was moved away: they must not look good while nothing can be sent. */
function blockIfClosed({ closed }: SeenLedger, { at }: Environment): readonly Diagnostic[] {
  return closed === undefined ? [] : [{ ...closed, ...at }];
}

/** Warns of runs under way: their requests are not in doubt, and what they still have to send is not new. */
async function describeUnderWay(
  { clock }: Context,
  ledger: SeenLedger,
  { name, at }: Environment,
): Promise<readonly Diagnostic[]> {
  const going = (await ledger.runs()).filter(({ state }) => state === 'running');
  const counted = await Promise.all(going.map(async ({ id }) => ({ id, ...(await ledger.activity(id, clock.now())) })));
  return counted.flatMap(({ id, underWay }) => {
    const count = underWay.reduce((sum, { notifications }) => sum + notifications, 0);
    if (count === 0) return [];
    const what = countOf(count, 'notification');
    const message = `${id} is being sent in ${name}: ${what} of it under way now, and what it has not sent yet counts as to be sent`;
    const help = `The figures change until it has ended: pushplan status ${id} --watch --env ${name}`;
    return [warningAt(at, 'PP227', message, help)];
  });
}

/** Warns that everybody would seem new if the ledger is elsewhere. Does not warn if apply creates a ledger by itself. */
function describeMissing({ shown }: LedgerEngine, { at, name, endpoint }: Environment): readonly Diagnostic[] {
  if (!reachesPeople(classifyEndpoint(endpoint))) return [];
  const message = `${name} has no ledger yet: there is none at ${shown}, and ${countsAsFirst}`;
  const help = `If there is one elsewhere, put it back, or name it in ledger_file or ledger_env. If nothing was sent from anywhere yet: pushplan apply --new-ledger --env ${name}`;
  return [warningAt(at, 'PP316', message, help)];
}

function withoutLedger(environment: Environment): HistorySource {
  const { ledgerEnv: variable } = environment;
  const message = `${variable} is not set, so the ledger of ${environment.name} was not looked at: ${countsAsFirst}`;
  return blind(warningAt(environment.at, 'PP316', message, `Set ${variable} to see what is already settled.`));
}

function withoutSecret(environment: Environment): HistorySource {
  const message = `this user may not read the secret of the ledger of ${environment.name}, so nobody was looked up in it: ${countsAsFirst}`;
  const help =
    'A ledger that is made with ledger_key_env keeps its secret outside: give that variable to those who plan.';
  return blind(warningAt(environment.at, 'PP348', message, help));
}

function blind(finding: Diagnostic): HistorySource {
  return {
    history: noHistory,
    kind: 'none',
    ledger: null,
    diagnostics: [finding],
    [Symbol.asyncDispose]: async () => {},
  };
}
