// Host names for tests, all below push.invalid. The test answers the look-ups; no name server is asked.
import dns from 'node:dns';

/** An address, an error code, or no answer at all. */
export type NameAnswer = { readonly address: string } | { readonly code: string } | 'silence';

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  found: string | dns.LookupAddress[],
  family?: number,
) => void;
type Callback = (error: Error | null, found?: string | readonly dns.LookupAddress[], family?: number) => void;

const hosts = new Map<string, () => NameAnswer>();
const zone = '.push.invalid';
let count = 0;
let original: typeof dns.lookup | undefined;

/** Makes a new host name. `answer` is called for each look-up. */
export function nameHost(answer: () => NameAnswer): Disposable & { readonly name: string } {
  original ??= interceptLookups();
  const name = `host-${++count}${zone}`;
  hosts.set(name, answer);
  return { name, [Symbol.dispose]: () => hosts.delete(name) };
}

/** node:net looks up names through this property. */
function interceptLookups(): typeof dns.lookup {
  const before = dns.lookup;
  const lookup = (name: string, options: dns.LookupOptions, callback: Callback): void => {
    const answer = hosts.get(name)?.();
    if (answer === undefined) before(name, options, callback as LookupCallback);
    else if (answer !== 'silence') setImmediate(reply, answer, options.all === true, callback);
  };
  dns.lookup = lookup as typeof dns.lookup;
  return before;
}

function reply(answer: Exclude<NameAnswer, 'silence'>, isList: boolean, callback: Callback): void {
  if ('code' in answer) callback(Object.assign(new Error(`lookup ${answer.code}`), { code: answer.code }));
  else if (isList) callback(null, [{ address: answer.address, family: 4 }]);
  else callback(null, answer.address, 4);
}
