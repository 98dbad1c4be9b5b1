// Creates the agent for requests through the proxies of the environment, by the same rules for the vendor, sources and code platforms.
import { buildConnector, EnvHttpProxyAgent, Pool } from 'undici';
import { proxiesIn } from './way-to-host.ts';
import { asProxyError } from './wire-errors.ts';

interface ProxyAgentOptions extends Omit<EnvHttpProxyAgent.Options, 'clientFactory'> {
  /** Milliseconds, for the connection to the proxy too. */
  readonly connectTimeout: number;
}

/** Errors of the connection to a proxy are named as such, since by their codes alone they would look like errors of the host behind it. */
export function createProxyAgent(env: Parameters<typeof proxiesIn>[0], options: ProxyAgentOptions): EnvHttpProxyAgent {
  const toProxy = buildConnector({ timeout: options.connectTimeout });
  const connect: buildConnector.connector = (target, done) => {
    toProxy(target, (...ended) => {
      const [error] = ended;
      if (error === null) done(...ended);
      else done(asProxyError(error), null);
    });
  };
  return new EnvHttpProxyAgent({
    ...options,
    ...proxiesIn(env),
    clientFactory: (proxy) => new Pool(proxy, { connect }),
  });
}
