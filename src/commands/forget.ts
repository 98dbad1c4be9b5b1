// pushplan forget: removes a person from fetched files, from what waits, and from every plan and request from now on.
import { nameRun } from '../delivery/name-run.ts';
import { publishDiagnostic, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, refuse, type ExitCode } from '../errors.ts';
import type { ForgetDocument } from '../generated/forget.ts';
import type { OpenLedger } from '../ledger/ledger-engine.ts';
import type { KeyedIdentifier } from '../message/renderer.ts';
import type { Context } from '../opening/context.ts';
import { layoutOf } from '../opening/layout.ts';
import { lockLedger } from '../opening/lock-ledger.ts';
import { vendor } from '../opening/vendor.ts';
import type { FileWithout } from '../sources/forgetting/forget-in-file.ts';
import { formatDiagnosticsText } from '../view/findings/diagnostics-text.ts';
import { formatForgetText } from '../view/forget-text.ts';
import { countOf } from '../numbers.ts';
import { safeJson, safeTerminal } from '../view/safe.ts';
import { findWorkspace } from '../workspace/find-workspace.ts';
import { loadCampaigns } from '../workspace/load-campaigns.ts';
import { pickEnvironment, readWorkspace } from '../workspace/read-workspace.ts';
import { requireAnswer, requireTerminal } from './ask-person.ts';
import { defineCommand } from './program/command.ts';
import { concealPerson } from './forgetting/conceal-person.ts';
import { findExports, type ExportFile } from './forgetting/find-exports.ts';
import { forgetInExports } from './forgetting/forget-in-exports.ts';
import { openFetched, type FetchedWithout } from './forgetting/forget-in-fetched.ts';
import { readRecipient, recipientKinds } from './forgetting/read-recipient.ts';

export const forgetCommand = defineCommand({
  // No limit here: an operand may be the person, and the usual error would show it.
  most: Number.POSITIVE_INFINITY,
  about:
    'Removes a person from every fetched file, here and in the data store, and from what waits in runs, and leaves them out of all plans and requests of the environment from now on. The person is not shown and not stored: the ledger has only keyed hashes of their identifiers. --with-history removes these too, also from the record of what was sent. Then nothing records that this person got something or must not get more: if a source still has them, they get notifications again.',
  options: {
    recipient: {
      kind: 'text',
      value: 'KIND=VALUE',
      help: 'the person: KIND is email, phone_number, uuid or custom.NAME',
      suggests: recipientKinds,
    },
    reason: { kind: 'text', value: 'TEXT', help: 'why, for people who read the ledger later; do not name the person' },
    'with-history': {
      kind: 'flag',
      help: 'also remove them from the record of what was sent, and from the list that leaves them out',
    },
    export: {
      kind: 'texts',
      value: 'FILE',
      help: 'also remove them from this file, written by status --export, apply --report or ledger export',
    },
    yes: { kind: 'flag', help: 'do it without asking, for scripts' },
  },
  examples: [
    {
      line: "pushplan forget --recipient email=name@example.com --reason 'request 1204' --env production",
      what: 'nothing is sent to this person any more, and no file here has them',
    },
  ],
  run: async (context, values, operands): Promise<ExitCode> => {
    const { recipient, reason = '', yes } = values;
    if (operands.length > 0 || recipient === undefined || reason.trim() === '') throw wrongArguments(operands);
    const wanted = readRecipient(recipient);
    concealPerson(context, recipient, wanted);
    refuseNamed(reason, wanted);
    requireTerminal(context, yes);
    const { root } = await findWorkspace(context.cwd, []);
    const workspace = await readWorkspace(root, context.env);
    const environment = pickEnvironment(workspace, values.env);
    const loaded = await loadCampaigns(workspace, [''], { empty: 'allow' });
    const exports = await findExports(context, workspace, values.export);
    await using ledger = await lockLedger(context, workspace, environment, { allowNew: false });
    if (values['with-history']) await refuseUnderWay(ledger, environment.name);
    await using found = await openFetched(context, workspace, { wanted, loaded });
    await confirm(context, found, { withHistory: values['with-history'], environment: environment.name, exports, yes });
    const known = [wanted, ...found.others()];
    const person = [...new Set(known.map(identityOf))];
    const order = { person, withHistory: values['with-history'], who: `${context.user}@${context.host}`, reason };
    const forgotten = await ledger.forget(order);
    // Exports come before fetched files, which say what else is known of the person: if an export fails, a second run needs that.
    const exported = await forgetInExports(exports, { context, workspace, loaded, known, order });
    const { diagnostics, exitCode } = await found.place();
    const document: ForgetDocument = {
      format_version: '1.0',
      environment: environment.name,
      ledger: {
        waiting: forgotten.waiting,
        in_doubt: forgotten.inDoubt,
        history: forgotten.history,
        listed: forgotten.listed,
      },
      files: found.local.map(describeFile),
      data_store: workspace.dataStore === undefined ? null : found.stored.map(describeFile),
      exports: exported.map(({ file: { name, kind }, removed }) => ({
        file: name,
        kind: kind === 'ledger' ? 'ledger' : 'recipients',
        removed,
      })),
      other_environments: Object.keys(workspace.environments).filter((name) => name !== environment.name),
      not_reached: ['vendor', 'sources', ...(found.isStoreReached ? [] : ['data_store' as const]), 'git', 'copies'],
      diagnostics: diagnostics.map(publishDiagnostic),
    };
    print(context, diagnostics, document, values);
    return exitCode;
  },
});

function describeFile({ file, without, removed }: FileWithout): ForgetDocument['files'][number] {
  const { campaign, sha256 } = file;
  return { campaign, rows_removed: removed, sha256_before: sha256, sha256: without.sha256 };
}

function wrongArguments(operands: readonly string[]): Error {
  const message =
    operands.length > 0
      ? 'forget takes only options: the person is the value of --recipient'
      : 'forget needs --recipient KIND=VALUE and --reason TEXT: a decision without a reason cannot be judged later';
  return refuse(exitCodes.invalidInput, 'PP502', message, 'pushplan forget --help shows what it takes.');
}

/** Shorter values occur in many texts by chance. */
const shortestNamed = 5;

/** Throws a Refusal (exit 3) if the reason has the person in it, since the ledger keeps the reason. */
function refuseNamed(reason: string, { text }: KeyedIdentifier): void {
  if (text.length < shortestNamed || !reason.toLowerCase().includes(text.toLowerCase())) return;
  const help = 'Write a reason without the person, such as the number of the request.';
  throw refuse(exitCodes.invalidInput, 'PP354', '--reason has the person in it, and the ledger would keep it', help);
}

/** Workers have opened what they send next, and once the history is gone nothing keeps the person out of it. Throws a Refusal (exit 9). */
async function refuseUnderWay(ledger: Pick<OpenLedger, 'runs'>, environment: string): Promise<void> {
  const run = (await ledger.runs()).find(
    ({ state, mode }) => mode !== 'alone' && (state === 'running' || state === 'paused'),
  );
  if (run === undefined) return;
  const message = `${run.id} is ${run.state} in ${environment}, and workers may have notifications of this person in memory`;
  const help = `Stop it first, and resume it afterwards: pushplan stop ${nameRun(run)}`;
  throw refuse(exitCodes.locked, 'PP357', message, help);
}

function identityOf({ name, text }: KeyedIdentifier): string {
  return vendor.comparable(`${name}=${text}`);
}

interface Asking {
  readonly withHistory: boolean;
  readonly environment: string;
  readonly exports: readonly ExportFile[];
  readonly yes: boolean;
}

/** Throws a Refusal (exit 3) unless the word is typed. */
async function confirm(
  context: Context,
  { local, stored }: FetchedWithout,
  { withHistory, environment, exports, yes }: Asking,
): Promise<void> {
  const rows = local.reduce((sum, { removed }) => sum + removed, 0);
  const places = [
    ...(rows === 0 ? [] : [`${countOf(rows, 'row')} in ${countOf(local.length, 'fetched file')}`]),
    ...(stored.length === 0 ? [] : [countOf(stored.length, 'file') + ' in the data store']),
    ...(exports.length === 0 ? [] : [`their rows in ${exports.map(({ name }) => safeTerminal(name)).join(', ')}`]),
    `everything that waits for this person in ${environment}`,
  ];
  const said = [
    `This will be removed: ${places.join(', ')}. It cannot be undone.`,
    withHistory
      ? 'The ledger will no longer know that this person got something or must not get more. If a source still has them, they are sent to again, also what they already got.'
      : `From then on ${environment} sends nothing to this person.`,
  ];
  if (yes) {
    if (withHistory) context.stderr.write(`${said[1]}\n`);
    return;
  }
  const question = [...said, 'Type forget to do it, or anything else to stop:'];
  await requireAnswer(context, { question, expected: 'forget', undone: 'forgotten' });
}

interface PrintOptions {
  readonly json: boolean;
}

function print(
  context: Context,
  diagnostics: readonly Diagnostic[],
  document: ForgetDocument,
  { json }: PrintOptions,
): void {
  const { stdout, stderr } = context;
  if (json) {
    stdout.write(safeJson(document));
    return;
  }
  stderr.write(formatDiagnosticsText(diagnostics, layoutOf(context, stderr)));
  stdout.write(formatForgetText(document, layoutOf(context, stdout)));
}
