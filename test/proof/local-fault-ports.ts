// Delivery's ports with one fault inside of the process. It strikes at a given moment of the target's request.
import type { Delivery } from '../../src/delivery/delivery.ts';
import type { Claim, ClaimResult, Ledger, Settlement } from '../../src/delivery/ledger.ts';
import { payloadText } from '../../src/delivery/envelope.ts';
import type { Spooled } from '../../src/delivery/spool.ts';
import type { Hands, LocalFault } from './fault-kind.ts';

type Moment = LocalFault['when'];

export interface LocalFaultPorts {
  readonly ledger: Ledger;
  readonly report: NonNullable<Delivery['report']>;
  /** The people whose request was struck. */
  readonly struck: ReadonlySet<string>;
  reach(moment: Moment, names: readonly string[]): void;
}

export function localFaultPorts(
  ledger: Ledger,
  fault: LocalFault | undefined,
  target: string,
  hands: Hands,
): LocalFaultPorts {
  const struck = new Set<string>();
  const people = new Map<number, readonly string[]>();
  const reach = (moment: Moment, names: readonly string[]): void => {
    if (fault?.when !== moment || struck.size > 0 || !names.includes(target)) return;
    for (const name of names) struck.add(name);
    fault.act(hands);
  };
  const noteTaken = (result: ClaimResult, claim: Claim | undefined): readonly (readonly string[])[] => {
    if (result.kind !== 'claimed' || claim === undefined) return [];
    const names = namesOf(result.taken.flatMap((index) => claim.notifications[index] ?? []));
    people.set(result.attempt, names);
    return [names];
  };
  const settle = async (settlements: readonly Settlement[]): Promise<void> => {
    const names = settlements.flatMap(({ attempt }) => people.get(attempt) ?? []);
    reach('before settle', names);
    await ledger.settle(settlements);
    reach('after settle', names);
  };
  const claimAll: Ledger['claimAll'] = async (wanted) => {
    for (const { notifications } of wanted) reach('before claim', namesOf(notifications));
    const results = await ledger.claimAll(wanted);
    const claimed = results.flatMap((result, index) => noteTaken(result, wanted[index]));
    for (const names of claimed) reach('after claim', names);
    return results;
  };
  const own = { claimAll, settle };
  return {
    struck,
    reach,
    report: async (rows) =>
      reach(
        'report',
        rows.map(({ row }) => `u${row - 1}`),
      ),
    ledger: new Proxy(ledger, {
      get(self, name) {
        if (Object.hasOwn(own, name)) return own[name as keyof typeof own];
        const value: unknown = Reflect.get(self, name, self);
        return typeof value === 'function' ? (value.bind(self) as unknown) : value;
      },
    }),
  };
}

export function namesOf(notifications: readonly Pick<Spooled, 'payload'>[]): readonly string[] {
  return notifications.map((one) => /"INSIDER\.uuid":"(u\d+)"/.exec(payloadText(one))?.[1] ?? '');
}
