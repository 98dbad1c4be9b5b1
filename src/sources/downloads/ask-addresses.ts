// Checks many addresses, a few at a time, with a time limit for each and for all together.
import type { Dispatcher } from 'undici';
import { Refusal } from '../../errors.ts';
import { askAddress, type AddressAnswer, type AskedAddress } from './ask-address.ts';
import { openHttp } from './http-dispatcher.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** The most requests at a time, over all servers. */
const atOnce = 8;

export interface AskTerms {
  readonly env: Variables;
  readonly userAgent: string;
  /** Time limits in milliseconds: for one address, and for all. */
  readonly one: number;
  readonly all: number;
}

/** Returns the answers in the order of the addresses. Undefined for an address whose turn did not come in time. */
export async function askAddresses(
  addresses: readonly AskedAddress[],
  { env, userAgent, one, all }: AskTerms,
): Promise<readonly (AddressAnswer | undefined)[]> {
  const dispatchers = new Map<string, Dispatcher>();
  const answers = Array.from<AddressAnswer | undefined>({ length: addresses.length });
  const end = AbortSignal.timeout(all);
  const waiting = addresses.entries();
  const ask = async (): Promise<void> => {
    for (const [index, address] of waiting) {
      if (end.aborted) return;
      const dispatcher = openFor(new URL(address.url), dispatchers, env, one);
      const signal = AbortSignal.any([end, AbortSignal.timeout(one)]);
      answers[index] = dispatcher === undefined ? unsafe : await askAddress(address, { dispatcher, userAgent, signal });
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, ask));
  } finally {
    await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
  }
  return answers;
}

const unsafe: AddressAnswer = {
  kind: 'failed',
  why: 'the environment makes the way there unsafe (NODE_TLS_REJECT_UNAUTHORIZED, or a proxy that is no http proxy)',
};

function openFor(url: URL, open: Map<string, Dispatcher>, env: Variables, silence: number): Dispatcher | undefined {
  const known = open.get(url.origin);
  if (known !== undefined) return known;
  try {
    const dispatcher = openHttp({ at: { file: '', line: 1, column: 1 } }, url, env, silence);
    open.set(url.origin, dispatcher);
    return dispatcher;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
