// Keeps the garbage of a long read small: of rows that are dropped at once, V8 would otherwise keep up to 128 MB.
import { setFlagsFromString } from 'node:v8';
import { heapFlags } from '../heap-flags.ts';

/** Until it is disposed of, the space for what is short-lived does not grow. It costs no time where little of it survives. */
export function holdNursery(): Disposable {
  setFlagsFromString(heapFlags.growth.planning);
  return {
    [Symbol.dispose]: () => {
      setFlagsFromString(heapFlags.growth.usual);
    },
  };
}
