// Opens the ledger for reading, without its lock. Also states what any opened ledger must be.
import type { Looking, SeenLedger } from '../ledger/ledger-engine.ts';
import { classifyEndpoint } from '../workspace/endpoint-class.ts';
import type { Environment, Workspace } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';
import { ledgerKeyOf, placeLedger } from './ledger-place.ts';

/**
 * Accepts any id. Returns undefined if there is no ledger yet (nothing has been sent), or if its place is not set. Throws a Refusal as
 * the engine does.
 */
export async function lookAtLedger(
  context: Context,
  workspace: Workspace,
  environment: Environment,
): Promise<SeenLedger | undefined> {
  return placeLedger(context, workspace, environment)?.read(expectedLedger(context, environment));
}

/** The properties that the ledger of the environment must have, except for its id. */
export function expectedLedger(context: Context, environment: Environment): Looking {
  const { name, endpoint } = environment;
  const key = ledgerKeyOf(context, environment);
  const ours = { environment: name, endpoint: classifyEndpoint(endpoint), clock: context.clock, host: context.host };
  return key === undefined ? ours : { ...ours, key };
}

/** Like expectedLedger, but with the id too, by default the one that the workspace pins, if it does. */
export function pinnedLedger(context: Context, environment: Environment, expectId = environment.ledgerId): Looking {
  const expected = expectedLedger(context, environment);
  return expectId === undefined ? expected : { ...expected, expectId };
}
