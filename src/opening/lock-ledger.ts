// Opens the ledger for sending, and locks it for as long as the command runs.
import { exitCodes, refuse } from '../errors.ts';
import type { OpenLedger, SharedLedger } from '../ledger/ledger-engine.ts';
import { formatDiagnosticsText } from '../view/findings/diagnostics-text.ts';
import { classifyEndpoint, reachesPeople } from '../workspace/endpoint-class.ts';
import type { Environment, Workspace } from '../workspace/read-workspace.ts';
import { isCi, type Context } from './context.ts';
import { layoutOf } from './layout.ts';
import { placeLedger, requireLedger } from './ledger-place.ts';
import { expectedLedger, pinnedLedger } from './look-at-ledger.ts';
import { vendor } from './vendor.ts';

/** Tells whether workers can reach the ledger. */
export function canShare(ledger: OpenLedger): ledger is OpenLedger & SharedLedger {
  return ledger.share !== undefined;
}

export interface LedgerOptions {
  /** --new-ledger: a new ledger may be created even where people are reached, also in place of a file that is the ledger of a rehearsal. */
  readonly allowNew: boolean;
  /** The ledger that a saved plan was made with. */
  readonly savedWith?: { readonly id: string; readonly serial: number } | undefined;
}

/**
 * Reports on stderr what was found while opening. Throws a Refusal: exit 9 if another run is under way, 4 if the ledger is not the
 * expected one, 3 if its place is not set.
 */
export async function lockLedger(
  context: Context,
  workspace: Workspace,
  environment: Environment,
  wish: LedgerOptions,
): Promise<OpenLedger> {
  const engine = requireLedger(context, workspace, environment);
  const isNew =
    wish.allowNew &&
    environment.ledgerId === undefined &&
    !(await engine.isThere(expectedLedger(context, environment)));
  const ledger = await engine.open({
    ...pinnedLedger(context, environment, environment.ledgerId ?? wish.savedWith?.id),
    requestsPerMinute: environment.requestsPerMinute,
    requestTimeout: vendor.requestTimeout,
    random: (count: number) => context.random.bytes(count),
    create: mayCreate(context, environment, wish) ? 'allow' : 'refuse',
    setAside: wish.allowNew ? 'allow' : undefined,
    host: context.host,
    pid: context.pid,
  });
  context.stderr.write(formatDiagnosticsText(ledger.findings, layoutOf(context, context.stderr)));
  if (isNew) context.stderr.write(advisePin(ledger.id, environment));
  await checkSerial(ledger, wish);
  return ledger;
}

/**
 * With a new ledger everybody is sent to again. Where people are reached it is therefore created only on request: the old one may be in
 * another checkout or on another machine. On loopback it is created unasked, except in CI, where a machine starts empty each time.
 */
function mayCreate({ env }: Context, { endpoint }: Environment, { allowNew }: LedgerOptions): boolean {
  if (allowNew || endpoint.kind === 'sandbox') return true;
  return !reachesPeople(classifyEndpoint(endpoint)) && !isCi(env);
}

/** Once the id is pinned, a lost ledger is refused, and no new one is created. */
function advisePin(id: string, { name }: Environment): string {
  return `This ledger is new. Pin it in pushplan.yaml, so that a lost one is refused on every machine:\n  environments: { ${name}: { ledger_id: ${id} } }\n`;
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
    'Somebody restored an old copy, which does not know what was sent since. Put the newer one back.',
  );
}

/** A missing ledger counts as empty, for commands about existing runs. True if its place is not set, because lockLedger refuses that. */
export async function isLedgerThere(
  context: Context,
  workspace: Workspace,
  environment: Environment,
): Promise<boolean> {
  const engine = placeLedger(context, workspace, environment);
  return engine === undefined || engine.isThere(expectedLedger(context, environment));
}
