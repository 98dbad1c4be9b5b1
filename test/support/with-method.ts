// A ledger with one method replaced.
import type { WholeLedger } from '../contract/world.ts';

export function withMethod(ledger: WholeLedger, name: keyof WholeLedger, method: (...args: never[]) => unknown) {
  return new Proxy(ledger, {
    get: (target, asked) => {
      const value: unknown = asked === name ? method : Reflect.get(target, asked, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
