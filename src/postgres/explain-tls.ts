// Explains why a TLS connection to a server failed, and what to do in the address or on the server.
import { explainWire, nameOfError } from '../wire-errors.ts';

export interface TlsFault {
  /** Why the server cannot be reached: "its certificate has expired". */
  readonly what: string;
  readonly help: string;
}

/** `variable` names the variable with the address. Undefined if TLS is not the cause. */
export function explainTls(error: unknown, variable: string): TlsFault | undefined {
  // The driver has no code for this error.
  if (error instanceof Error && error.message.startsWith('The server does not support SSL')) {
    return {
      what: 'it does not speak TLS',
      help: `Switch TLS on in the server (ssl = on). In a network that nobody else reads write sslmode=disable in ${variable}.`,
    };
  }
  const authority = `Name the file (PEM) with that authority in ${variable}: sslrootcert=FILE.`;
  const found = explainWire(nameOfError(error), { named: variable, authority });
  return found?.lasting === undefined ? undefined : { what: found.means, help: found.remedy };
}
