// What it takes to speak with a platform.
import type { Waiting } from './call.ts';
import type { ConnectOptions } from './connect.ts';

/** `api` without a slash at its end; GitHub's is "https://HOST/api/v3" on a server of one's own. */
export interface ForgeAccess extends Pick<ConnectOptions, 'api' | 'env' | 'timeouts'> {
  readonly token: string;
  readonly userAgent: string;
  readonly waiting: Waiting;
}
