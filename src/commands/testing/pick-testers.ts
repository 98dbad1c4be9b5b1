// Picks who gets a test: names of pushplan.yaml, with the identifiers that variables or a file of the data folder hold for them.
import { findNearest } from '../../campaign/find-nearest.ts';
import { readIdentifier } from '../../campaign/rules/read-identifier.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal, refuse } from '../../errors.ts';
import { identifierName, identifierPath } from '../../message/identifier.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import type { Context } from '../../opening/context.ts';
import { vendor } from '../../opening/vendor.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';
import type { TestRecipient, TesterVariable } from '../../workspace/test-recipients.ts';
import { readTesterFile } from './tester-file.ts';

export interface Tester {
  /** The name in results. */
  readonly name: string;
  /** The identifiers in the form that the API takes. */
  readonly identifiers: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** The identifiers in the form that tells people apart. */
  readonly keyed: readonly KeyedIdentifier[];
}

export interface TesterIdentifier {
  /** The API's name, without "INSIDER.". */
  readonly name: string;
  readonly sent: string;
  readonly keyed: string;
}

/** All test recipients if `wanted` is empty. Throws a Refusal (exit 3) that names unusable ones, but never shows the person. */
export async function pickTesters(
  context: Context,
  workspace: Workspace,
  wanted: readonly string[],
): Promise<readonly Tester[]> {
  const testers: Tester[] = [];
  const findings: Diagnostic[] = [];
  for (const recipient of chooseRecipients(workspace, wanted)) {
    if (recipient.kind === 'variables') {
      const read = readVariables(context, recipient, recipient.variables);
      findings.push(...read.findings);
      testers.push(testerOf(recipient.name, read.identifiers));
      continue;
    }
    const rows = await readTesterFile(workspace, recipient);
    for (const { keyed } of rows) context.secrets.note(keyed);
    testers.push(...rows.map((row, index) => testerOf(`${recipient.name} ${index + 1}`, [row])));
  }
  if (findings.length > 0) throw new Refusal(exitCodes.invalidInput, findings);
  refuseTooMany(testers);
  refuseSamePerson(testers);
  return testers;
}

function chooseRecipients({ testRecipients, file }: Workspace, wanted: readonly string[]): readonly TestRecipient[] {
  const names = testRecipients.map(({ name }) => name);
  if (names.length === 0) {
    const help = `Add to ${file}: test_recipients: [{ name: desk, email_env: DESK_EMAIL }], and set DESK_EMAIL to the address of your own phone.`;
    throw refuse(exitCodes.invalidInput, 'PP532', `${file} names no test recipients`, help);
  }
  for (const name of wanted) {
    if (names.includes(name)) continue;
    const nearest = findNearest(name, names);
    const mean = nearest === undefined ? '' : `Did you mean ${nearest}? `;
    const help = `${mean}There are: ${names.join(', ')}.`;
    throw refuse(exitCodes.invalidInput, 'PP532', `there is no test recipient ${JSON.stringify(name)}`, help);
  }
  return wanted.length === 0 ? testRecipients : testRecipients.filter(({ name }) => wanted.includes(name));
}

function readVariables(
  { env, secrets }: Context,
  { name, at }: TestRecipient,
  variables: readonly TesterVariable[],
): { readonly identifiers: readonly TesterIdentifier[]; readonly findings: readonly Diagnostic[] } {
  const findings: Diagnostic[] = [];
  const identifiers = variables.flatMap(({ identifier, variable }): readonly TesterIdentifier[] => {
    const reading = readIdentifier(identifier, secrets.note(env[variable]) ?? '');
    if (reading.kind === 'identifier') {
      secrets.note(reading.sent);
      return [{ name: identifier, sent: reading.sent, keyed: reading.keyed }];
    }
    findings.push(
      reading.kind === 'empty'
        ? errorAt(
            at,
            'PP156',
            `environment variable ${variable} is not set: it holds the ${identifier} of ${name}`,
            'Set it for this command alone, or where your shell keeps its variables.',
          )
        : errorAt(
            at,
            'PP530',
            `environment variable ${variable} ${reading.message}`,
            reading.help ?? `Set it to the ${identifier} of ${name}.`,
          ),
    );
    return [];
  });
  return { identifiers, findings };
}

function testerOf(name: string, identifiers: readonly TesterIdentifier[]): Tester {
  const custom: Record<string, string> = Object.create(null);
  const sent: Record<string, string | Readonly<Record<string, string>>> = Object.create(null);
  for (const identifier of identifiers) {
    const [outer = '', inner] = identifierPath(identifierName(identifier.name));
    if (inner === undefined) sent[outer] = identifier.sent;
    else {
      custom[inner] = identifier.sent;
      sent[outer] = custom;
    }
  }
  const keyed = identifiers.map((one) => ({ name: identifierName(one.name), text: one.keyed }));
  return { name, identifiers: sent, keyed };
}

function refuseTooMany({ length }: readonly Tester[]): void {
  const { mostInRequest } = vendor;
  if (length <= mostInRequest) return;
  const message = `${length} test recipients, and a test goes to ${mostInRequest} at most`;
  throw refuse(exitCodes.invalidInput, 'PP533', message, 'Choose some of them with --to NAME.');
}

/** The answer could not tell the two apart, and one phone would ring twice. */
function refuseSamePerson(testers: readonly Tester[]): void {
  const seen = new Map<string, string>();
  for (const { name, keyed } of testers) {
    for (const { name: kind, text } of keyed) {
      const print = `${kind}=${text}`;
      const before = seen.get(print);
      if (before !== undefined) {
        const message = `the test recipients ${before} and ${name} have the same ${kind.replace(/^INSIDER\./v, '')}`;
        throw refuse(exitCodes.invalidInput, 'PP531', message, 'Leave one of them out, or choose with --to NAME.');
      }
      seen.set(print, name);
    }
  }
}
