// The access to a platform that calls need: its address, the token, and how to wait.
import type { Waiting } from './call.ts';
import type { ConnectOptions } from './connect.ts';

/** `api` has no slash at its end; on a GitHub server of one's own it is "https://HOST/api/v3". */
export interface ForgeAccess extends Pick<ConnectOptions, 'api' | 'env' | 'timeouts'> {
  readonly token: string;
  readonly userAgent: string;
  readonly waiting: Waiting;
}
