// A scenario of the privacy proof: a workspace full of canaries, what goes wrong in it, and the commands to run.
import type { IncomingHttpHeaders } from 'node:http';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { canaryRows } from './canaries.ts';

/** A command line, and the exit codes that it may end with. `RUN` in it is the newest run. */
export type Step = readonly [line: string, ...exitCodes: number[]] | ((root: string) => void);

export interface Request {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Makes files from the audience as CSV. They are added to those of a valid workspace, or replace them. */
export type Files = (rows: string) => Readonly<Record<string, string | Uint8Array>>;

export interface Seen {
  /** The number of requests to send. */
  readonly requests: number;
  /** How often the sandbox produced each kind of fault. */
  readonly faults: Readonly<Record<string, number>>;
}

export interface Scenario {
  readonly name: string;
  readonly files?: Files;
  /** This and the next two replace settings of the valid pushplan.yaml. */
  readonly endpoint?: string;
  readonly environment?: string;
  readonly more?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly sandbox?: SandboxOptions;
  /** Answers instead of the sandbox. */
  readonly answer?: (request: Request) => Reply;
  /** Interrupts the run (Ctrl-C) as soon as this is true for what the vendor has seen. */
  readonly interrupt?: (seen: Seen) => boolean;
  readonly steps: readonly Step[];
}

export const isSending = ({ path }: Request): boolean => path.includes('/notification/');

export const campaignFile = 'promo.campaign.yaml';

export interface CampaignChange {
  readonly more?: string;
  readonly audience?: string;
  readonly title?: string;
}

/** Every part of a person is in the notification: in the title, the message and the identifiers. */
export function promo({
  more = '',
  audience = 'file: people.csv',
  title = 'Hello {{name}}',
}: CampaignChange = {}): string {
  return `version: 1
id: promo
${more}
audience: { ${audience} }
notification:
  identifiers: { email: "{{email}}", phone_number: "{{phone}}" }
  camp_id: 7
  camp_name: Promo
  title: ${JSON.stringify(title)}
  message: "We write to {{email}} or call {{phone}}"
  image_url: https://img.example.com/a.jpg
`;
}

export function withCampaign(change: CampaignChange): Files {
  return () => ({ [campaignFile]: promo(change) });
}

/** Replaces the audience. */
export function withAudience(change: (rows: string) => string | Uint8Array, file = 'people.csv'): Files {
  return (rows) => ({ [campaignFile]: promo({ audience: `file: ${file}` }), [file]: change(rows) });
}

/** Runs validate, plan and apply over an invalid file, in every format. */
export function refusedBy(exitCode: number, validate = exitCode): readonly Step[] {
  const formats = ['text', 'json', 'github', 'sarif'];
  return [
    ...formats.map((format): Step => [`validate --format ${format}`, validate]),
    ['plan', exitCode],
    ['plan --json --out a.plan.json', exitCode],
    ['apply --yes', exitCode],
    ['apply --yes --json', exitCode],
  ];
}

/** Adds a person whose row is wrong; `row` makes that row. */
export function spoil(row: (name: string, address: string) => string): (rows: string) => string {
  const [, person = ''] = canaryRows(1).split('\n');
  const [name = '', address = ''] = person.split(',');
  return (rows) => `${rows}${row(name, address)}\n`;
}
