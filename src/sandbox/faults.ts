// Decides which fault a request gets; reads and writes faults in the form of the command line.
import { chanceOf } from './chance.ts';
import { faultNamed, type FaultKind, type KnownFault } from './fault-kinds.ts';

/** A fault for a share (0 to 1) of all requests by seeded chance, or for requests with these numbers, counted from 1. */
export type InjectedFault =
  | { readonly kind: FaultKind; readonly share: number }
  | { readonly kind: FaultKind; readonly requests: readonly number[] };

function parseShare(text: string): number | undefined {
  const match = /^(?<number>\d+(?:\.\d+)?)(?<percent>%?)$/u.exec(text)?.groups;
  const share = Number(match?.['number']) / (match?.['percent'] === '%' ? 100 : 1);
  return share >= 0 && share <= 1 ? share : undefined;
}

function parseRequests(text: string): number[] | undefined {
  return /^[1-9]\d{0,8}(?:,[1-9]\d{0,8})*$/u.test(text) ? text.split(',').map(Number) : undefined;
}

/** Reads `KIND:SHARE` (a number from 0 to 1, or percent) or `KIND@1,5`. Undefined if it is neither or the kind is unknown. */
export function parseFault(text: string): InjectedFault | undefined {
  const at = text.search(/[:@]/u);
  const kind = faultNamed(text.slice(0, Math.max(0, at)))?.kind;
  if (kind === undefined) return undefined;
  const value = text.slice(at + 1);
  if (text[at] === ':') {
    const share = parseShare(value);
    return share === undefined ? undefined : { kind, share };
  }
  const requests = parseRequests(value);
  return requests === undefined ? undefined : { kind, requests };
}

/** Writes a fault in the form that `parseFault` reads. */
export function writeFault(fault: InjectedFault): string {
  return 'requests' in fault ? `${fault.kind}@${fault.requests.join(',')}` : `${fault.kind}:${fault.share}`;
}

/** Returns the fault of this request or connection: the first that applies to it. */
export function faultOf(
  faults: readonly InjectedFault[],
  seed: number,
  subject: 'request' | 'connection',
  number: number,
): KnownFault | undefined {
  const fault = faults.find((fault, index) => {
    if ((faultNamed(fault.kind)?.how === 'connection') !== (subject === 'connection')) return false;
    if ('requests' in fault) return fault.requests.includes(number);
    return chanceOf(seed, 'fault', index, fault.kind, subject, number) < fault.share;
  });
  return fault === undefined ? undefined : faultNamed(fault.kind);
}
