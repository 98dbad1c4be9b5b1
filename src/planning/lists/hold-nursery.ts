// Keeps memory small during a long read. V8 would otherwise keep up to 128 MB of rows that are dropped at once.
import { setFlagsFromString } from 'node:v8';
import { heapFlags } from '../heap-flags.ts';

/** Stops the growth of the young generation until it is disposed. This costs no time if few of its objects survive. */
export function holdNursery(): Disposable {
  setFlagsFromString(heapFlags.growth.planning);
  return {
    [Symbol.dispose]: () => {
      setFlagsFromString(heapFlags.growth.usual);
    },
  };
}
