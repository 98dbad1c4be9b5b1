// pushplan doctor: checks what is missing for a first send, and prints a line for each with its remedy. Sends nothing, creates nothing.
import process from 'node:process';
import { exitCodes, Refusal, type ExitCode } from '../errors.ts';
import type { DoctorDocument } from '../generated/doctor.ts';
import type { Context } from '../opening/context.ts';
import { layoutOf } from '../opening/layout.ts';
import { formatDoctorText } from '../view/doctor-text.ts';
import { safeJson } from '../view/safe.ts';
import { findWorkspace } from '../workspace/find-workspace.ts';
import { loadCampaigns } from '../workspace/load-campaigns.ts';
import { pickEnvironment, readWorkspace, type Workspace } from '../workspace/read-workspace.ts';
import { defineCommand } from './program/command.ts';
import { examine, good, refusalChecks, type CheckLine } from './doctor/check.ts';
import { checkCi } from './doctor/check-ci.ts';
import { checkFiles } from './doctor/check-files.ts';
import { checkLedger } from './doctor/check-ledger.ts';
import { checkSourceAccess } from './doctor/check-source-access.ts';
import { checkVendor } from './doctor/check-vendor.ts';
import { checkCampaignFiles, checkEnvironment, checkWorkspace } from './doctor/check-workspace.ts';

export const doctorCommand = defineCommand({
  most: 0,
  about:
    'Checks the workspace, the ledger, sources, lists, the workflows of GitHub, the connection to the API and the key, and says how to fix each problem. To check the key, it makes a request without notifications, which the API is documented to refuse. This request takes a slot of the pace, and is made at most once a minute for the same key. It assumes that the API reports a wrong key and a blocked IP address first; lines that depend on this say so. It creates no ledger. Exit codes: 0, 4 if there are errors, 10 if the vendor refuses.',
  options: {},
  examples: [
    { line: 'pushplan doctor', what: 'what is missing for a first send' },
    { line: 'pushplan doctor --env production --json', what: 'the same for production, for a script' },
  ],
  run: async (context, values): Promise<ExitCode> => {
    const opened = await openWorkspace(context);
    const node = good('node', `Node.js ${process.versions.node}`);
    if (opened.kind === 'refused') return print(context, null, [node, ...opened.checks], values);
    const { workspace } = opened;
    const environment = pickEnvironment(workspace, values.env);
    const checks: CheckLine[] = [node, ...(await checkWorkspace(context, workspace))];
    const add = (found: readonly CheckLine[]): void => void checks.push(...found);
    let campaigns: Awaited<ReturnType<typeof loadCampaigns>>['campaigns'] = [];
    add(
      await examine('campaigns', async () => {
        const loaded = await loadCampaigns(workspace, [''], { empty: 'allow' });
        ({ campaigns } = loaded);
        return checkCampaignFiles(loaded);
      }),
    );
    checks.push(checkEnvironment(environment));
    add(await examine('ledger', () => checkLedger(context, workspace, environment)));
    add(await checkSourceAccess(context, workspace));
    add(await checkFiles(context, workspace, { campaigns }, environment.name));
    add(await examine('ci', () => checkCi(workspace.root)));
    add(await examine('key', () => checkVendor(context, workspace, environment)));
    return print(context, environment.name, checks, values);
  },
});

type OpenedWorkspace =
  | { readonly kind: 'open'; readonly workspace: Workspace }
  | { readonly kind: 'refused'; readonly checks: readonly CheckLine[] };

async function openWorkspace(context: Context): Promise<OpenedWorkspace> {
  try {
    const { root } = await findWorkspace(context.cwd, []);
    return { kind: 'open', workspace: await readWorkspace(root, context.env) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: 'refused', checks: refusalChecks('workspace', error) };
  }
}

function print(
  context: Context,
  environment: string | null,
  checks: readonly CheckLine[],
  values: { readonly json: boolean },
): ExitCode {
  const count = (wanted: CheckLine['status']): number => checks.filter(({ status }) => status === wanted).length;
  const document: DoctorDocument = {
    format_version: '1.0',
    environment,
    checks: checks.map(({ check, status, message, help, assumption = false }) => ({
      check,
      status,
      message,
      help,
      assumption,
    })),
    totals: { good: count('good'), warning: count('warning'), wrong: count('wrong') },
  };
  const { stdout } = context;
  stdout.write(values.json ? safeJson(document) : formatDoctorText(document, layoutOf(context, stdout)));
  if (checks.some(({ isRefused }) => isRefused === true)) return exitCodes.vendorRefused;
  return document.totals.wrong > 0 ? exitCodes.blocked : exitCodes.done;
}
