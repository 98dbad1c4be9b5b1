// validate --online: requests each picture and link of what would be sent once, if pushplan.yaml allows its host.
import { locateIn } from '../../campaign/yaml/places.ts';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { Context } from '../../opening/context.ts';
import type { AddressAnswer } from '../../sources/downloads/ask-address.ts';
import { askAddresses } from '../../sources/downloads/ask-addresses.ts';
import { countOf, formatCount } from '../../numbers.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';
import type { Address, Addresses } from './addresses.ts';
import { isFromFork } from './from-fork.ts';
import { judgeAnswer } from './judge-answer.ts';

/** Milliseconds for one request, and for all of them. */
const patience = { one: 10_000, all: 120_000 };

export interface OnlineReport {
  /** The findings, all of them warnings. */
  readonly diagnostics: readonly Diagnostic[];
  /** A sentence about what was done. */
  readonly told: string;
}

export async function checkOnline(
  { env, version }: Pick<Context, 'env' | 'version'>,
  { allowedHosts, onlineHosts, file, locate }: Pick<Workspace, 'allowedHosts' | 'onlineHosts' | 'file' | 'locate'>,
  addresses: Addresses,
  { one, all }: typeof patience = patience,
): Promise<OnlineReport> {
  if (await isFromFork(env)) {
    const message =
      'this is a pull request from a fork, or cannot be told from one, so no picture and no link was checked';
    const help =
      'Run pushplan validate --online on a branch of the repository itself. Only GitHub Actions and GitLab say what is a fork: in another CI set CI=false for this step, where no fork can start it.';
    return {
      diagnostics: [warningAt({ file, line: 1, column: 1 }, 'PP255', message, help)],
      told: 'Nothing was checked.',
    };
  }
  const hosts = new Set([...onlineHosts, ...allowedHosts].map((host) => host.toLowerCase()));
  const isAllowed = ({ url }: Address): boolean => {
    const { hostname, protocol } = new URL(url);
    return protocol === 'https:' && hosts.has(hostname);
  };
  const list = addresses.list();
  const asked = list.filter(isAllowed);
  const answers = await askAddresses(asked, { env, userAgent: `pushplan/${version}`, one, all });
  const judged = asked.map((address, index) => judgeAnswer(address, answers[index] ?? outOfTime));
  const at = locate(['online_hosts']);
  const diagnostics = [
    ...judged.flat(),
    ...tellHosts(list.filter((address) => !isAllowed(address))),
    ...(addresses.hasMore
      ? [
          warningAt(
            at,
            'PP255',
            `there are more than ${countOf(list.length, 'address', 'addresses')}, and the others were not checked`,
            askFewer,
          ),
        ]
      : []),
  ];
  const good = judged.filter((found) => found.length === 0).length;
  return {
    diagnostics,
    told: `Checked ${countOf(asked.length, 'address', 'addresses')}: ${formatCount(good)} as they should be.`,
  };
}

const outOfTime: AddressAnswer = { kind: 'failed', why: 'the time limit for all of them was reached' };
const askFewer = 'Name some of the campaigns, to see the others.';

/** Returns one finding for each host. */
function tellHosts(addresses: readonly Address[]): readonly Diagnostic[] {
  const byHost = Map.groupBy(addresses, ({ url }) => new URL(url).hostname);
  return [...byHost].flatMap(([host, [first, ...others]]) => {
    if (first === undefined) return [];
    const count = countOf(others.length + 1, 'address', 'addresses');
    const message = `${host} is not under online_hosts, so ${count} there ${others.length === 0 ? 'was' : 'were'} not asked for`;
    const help = `If its server may be called from here, write online_hosts: [${host}] in pushplan.yaml.`;
    return [warningAt(locateIn(first.campaign, first.path), 'PP255', message, help)];
  });
}
