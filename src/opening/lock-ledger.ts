// The ledger opened for sending: locked for as long as the command lives.
import { existsSync } from 'node:fs';
import type { Ledger } from '../delivery/ledger.ts';
import type { Sharing } from '../delivery/fleet-ledger.ts';
import type { Spool } from '../delivery/spool.ts';
import { exitCodes, refuse } from '../errors.ts';
import { openLedger } from '../ledger/open-ledger.ts';
import { openPostgres } from '../ledger/postgres/open-postgres.ts';
import { formatDiagnosticsText } from '../view/findings/diagnostics-text.ts';
import type { History } from '../plan/history.ts';
import type { Environment, Workspace } from '../workspace/read-workspace.ts';
import { isCi, type Context } from './context.ts';
import { layoutOf } from './layout.ts';
import { ledgerUnset, placeLedger } from './ledger-place.ts';
import { lookAtLedger, expectedLedger } from './look-at-ledger.ts';
import { vendor } from './vendor.ts';

/** Wherever it is kept. */
export type OpenLedger = Ledger & Spool & History & Partial<Sharing>;

/** Whether workers can reach it: one on PostgreSQL. */
export function canShare(ledger: OpenLedger): ledger is OpenLedger & Sharing {
  return ledger.share !== undefined;
}

export interface LedgerOptions {
  /** Whether a ledger may be made in CI, and in place of a file that is the ledger of a rehearsal. */
  readonly allowNew: boolean;
  /** The ledger that a saved plan was made with. */
  readonly savedWith?: { readonly id: string; readonly serial: number } | undefined;
  /** Whether one that was moved away may be opened: to be exported once more. */
  readonly closed?: 'allow';
}

/** Says on stderr what was found at opening. Throws a Refusal: exit 9 where another run is under way, 4 where the ledger is not the one it should be, 3 where it is not named. */
export async function lockLedger(
  context: Context,
  workspace: Workspace,
  environment: Environment,
  wish: LedgerOptions,
): Promise<OpenLedger> {
  const place = placeLedger(context, workspace, environment);
  if (place.kind === 'unset') throw ledgerUnset(environment, place.variable);
  const expectId = environment.ledgerId ?? wish.savedWith?.id;
  const options = {
    ...expectedLedger(context, environment),
    requestsPerMinute: environment.requestsPerMinute,
    requestTimeout: vendor.requestTimeout,
    clock: context.clock,
    random: (count: number) => context.random.bytes(count),
    create: mayCreate(context, environment, wish) ? ('allow' as const) : ('refuse' as const),
    ...(expectId === undefined ? {} : { expectId }),
    ...(wish.closed === undefined ? {} : { closed: wish.closed }),
    host: context.host,
    pid: context.pid,
  };
  const ledger =
    place.kind === 'file'
      ? await openLedger({ ...options, path: place.path, setAside: wish.allowNew ? 'allow' : undefined })
      : await openPostgres({ ...options, address: place.address });
  context.stderr.write(formatDiagnosticsText(ledger.findings, layoutOf(context, context.stderr, false)));
  await checkSerial(ledger, wish);
  return ledger;
}

// The embedded sandbox sends to nobody: there a new ledger can do no harm.
function mayCreate({ env }: Context, environment: Environment, { allowNew }: LedgerOptions): boolean {
  return allowNew || environment.endpoint.kind === 'sandbox' || !isCi(env);
}

async function checkSerial(ledger: OpenLedger, { savedWith }: LedgerOptions): Promise<void> {
  if (savedWith === undefined) return;
  const serial = await ledger.serial();
  if (serial >= savedWith.serial) return;
  await ledger[Symbol.asyncDispose]();
  throw refuse(
    exitCodes.blocked,
    'PP311',
    `the ledger is at serial ${serial}, and the plan was made at ${savedWith.serial}: it has gone back in time`,
    'Somebody restored an old copy, which does not know what was sent since. Bring the newer one back.',
  );
}

/** For commands about runs that are there: a ledger that is not is an empty one. One that is not named is lockLedger's to refuse. */
export async function hasLedger(context: Context, workspace: Workspace, environment: Environment): Promise<boolean> {
  const place = placeLedger(context, workspace, environment);
  if (place.kind === 'unset') return true;
  if (place.kind === 'file') return existsSync(place.path);
  await using ledger = await lookAtLedger(context, environment, place);
  return ledger !== undefined;
}
