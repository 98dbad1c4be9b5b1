// The ledger opened for looking, without its lock; and what it is taken for, however it is opened.
import type { Looking, SeenLedger } from '../ledger/ledger-engine.ts';
import { classifyEndpoint } from '../workspace/endpoint-class.ts';
import type { Environment, Workspace } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';
import { ledgerKeyOf, placeLedger } from './ledger-place.ts';

/** With any id. Undefined when there is none: nothing has been sent yet; or when its place is not named. Throws a Refusal as the engine does. */
export async function lookAtLedger(
  context: Context,
  workspace: Workspace,
  environment: Environment,
): Promise<SeenLedger | undefined> {
  return placeLedger(context, workspace, environment)?.read(expectedLedger(context, environment));
}

/** The ledger that the environment names, but for its id. */
export function expectedLedger(context: Context, environment: Environment): Looking {
  const { name, endpoint } = environment;
  const key = ledgerKeyOf(context, environment);
  const ours = { environment: name, endpoint: classifyEndpoint(endpoint), clock: context.clock, host: context.host };
  return key === undefined ? ours : { ...ours, key };
}

/** With the id that the workspace pins, where it does. */
export function pinnedLedger(context: Context, environment: Environment, expectId = environment.ledgerId): Looking {
  const expected = expectedLedger(context, environment);
  return expectId === undefined ? expected : { ...expected, expectId };
}
