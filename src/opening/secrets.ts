// Collects the secrets that a command has read, and keeps them out of its outputs.
import { concealing, type Conceal } from '../insider/conceal.ts';
import type { Context, Output } from './context.ts';

export class Secrets {
  readonly #values = new Set<string>();
  #conceal: Conceal = (text) => text;

  /** Remembers a value that comes from the environment, and returns it. */
  note<Value extends string | undefined>(value: Value): Value {
    if (value !== undefined && !this.#values.has(value)) {
      this.#values.add(value);
      this.#conceal = concealing(this.#values);
    }
    return value;
  }

  conceal(text: string): string {
    return this.#conceal(text);
  }
}

/** `isVerbatim`: stdout carries the user's own data and stays as it is, byte for byte. */
export function withoutSecrets(context: Context, isVerbatim: boolean): Context {
  const { stdout, stderr, secrets } = context;
  return {
    ...context,
    stdout: isVerbatim ? stdout : outputWithout(secrets, stdout),
    stderr: outputWithout(secrets, stderr),
  };
}

function outputWithout(secrets: Secrets, output: Output): Output {
  return {
    write: (text) => output.write(secrets.conceal(text)),
    drained: () => output.drained(),
    get isOpen() {
      return output.isOpen;
    },
    isTerminal: output.isTerminal,
    get columns() {
      return output.columns;
    },
    color: output.color,
    stream: output.stream,
  };
}
