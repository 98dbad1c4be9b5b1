// pushplan sandbox reset: removes the ledger of the embedded sandbox, and nothing else, so that a rehearsal begins again.
import { exitCodes, Refusal, refuse, type ExitCode } from '../errors.ts';
import type { ResetSandbox } from '../generated/sandbox.ts';
import { safeJson } from '../view/safe.ts';
import { requireLedger } from '../opening/ledger-place.ts';
import { pinnedLedger } from '../opening/look-at-ledger.ts';
import { findWorkspace } from '../workspace/find-workspace.ts';
import { pickEnvironment, readWorkspace, type Environment, type Workspace } from '../workspace/read-workspace.ts';
import { defineCommand } from './program/command.ts';

export const sandboxResetCommand = defineCommand({
  most: 0,
  about:
    'Afterwards, nothing counts as sent in the sandbox, and the next apply sends to everybody again; the sandbox reaches no real people. Ledgers of other endpoints, saved plans and other written files do not change.',
  options: {},
  examples: [{ line: 'pushplan sandbox reset', what: 'start the rehearsal again' }],
  run: async (context, values): Promise<ExitCode> => {
    const { root } = await findWorkspace(context.cwd, []);
    const workspace = await readWorkspace(root);
    const environment = pickSandbox(workspace, values.env);
    const engine = requireLedger(context, workspace, environment);
    if (engine.remove === undefined) throw isShared(environment);
    const { host, pid } = context;
    const holding = { ...pinnedLedger(context, environment), host, pid };
    const isRemoved = await engine.remove(holding).catch((error: unknown) => refuseUnknown(error, engine.shown));
    const said = isRemoved
      ? `The ledger of ${environment.name} was removed`
      : `There was no ledger of ${environment.name}`;
    const document: ResetSandbox = {
      format_version: '1.0',
      environment: environment.name,
      removed: isRemoved,
      diagnostics: [],
    };
    context.stdout.write(values.json ? safeJson(document) : `${said}: nothing has been sent there yet.\n`);
    return exitCodes.done;
  },
});

/** The environment that is named, or otherwise the only one with the embedded sandbox. */
function pickSandbox(workspace: Workspace, name: string | undefined): Environment {
  const sandboxes = Object.values(workspace.environments).filter(({ endpoint }) => endpoint.kind === 'sandbox');
  const [only] = sandboxes;
  if (name === undefined && only !== undefined && sandboxes.length === 1) return only;
  const environment = pickEnvironment(workspace, name);
  if (environment.endpoint.kind === 'sandbox') return environment;
  throw refuse(
    exitCodes.invalidInput,
    'PP502',
    `${environment.name} is not the embedded sandbox, and its ledger knows who got what`,
    'Only the ledger of an environment with "endpoint: sandbox" is removed: name it with --env.',
  );
}

/** A ledger that cannot be read may be of another environment, so it is not removed. The help differs here: nobody needs a copy back. */
function refuseUnknown(error: unknown, shown: string): never {
  if (!(error instanceof Refusal) || error.exitCode !== exitCodes.blocked) throw error;
  const help = `Only a ledger that is known to be of the sandbox is removed. If nothing else used ${shown}, remove the file yourself, then run this again.`;
  throw new Refusal(
    error.exitCode,
    error.diagnostics.map((finding) => (finding.code === 'PP315' ? { ...finding, help } : finding)),
    { cause: error },
  );
}

function isShared({ name }: Environment): Refusal {
  return refuse(
    exitCodes.invalidInput,
    'PP502',
    `the ledger of ${name} is on a server, where others may use it`,
    'Drop its schema yourself, or give the sandbox a ledger in a file: leave ledger_env out.',
  );
}
