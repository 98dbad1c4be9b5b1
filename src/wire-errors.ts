// The one table of errors on the way to a host: what each is called, what it means and what to do about it.

/** Why a later request would fail too: the certificate is not trusted, the port does not speak TLS, or the proxy lets nothing through. */
export type LastingCause = 'no_trust' | 'no_tls' | 'proxy_refuses';

/** Names that are filled into the remedies. */
export interface WayNames {
  /** The setting that names the host: "the environment's endpoint". */
  readonly named: string;
  /** A sentence that says how to name a certificate authority, if not with NODE_EXTRA_CA_CERTS. */
  readonly authority?: string;
}

export interface WireMeaning {
  /** "the connection is refused" */
  readonly means: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
  /** Undefined if the error may go away by itself. */
  readonly lasting: LastingCause | undefined;
}

type Row = readonly [names: string, means: string, remedy: string, lasting?: LastingCause];

const usualAuthority =
  'Set NODE_EXTRA_CA_CERTS to the file (PEM) with that authority. A proxy that inspects TLS has one of its own.';
const wait = 'Wait, and check its status page.';
const network = 'Check the network of this machine, firewalls and proxies on the way.';
const otherParty = 'Check what answers there: a server or proxy that speaks TLS 1.2 or later is needed.';

const noHttp = ['what answers does not speak HTTP', 'Check proxies and gateways on the way.'] as const;

const rows: readonly Row[] = [
  [
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY SELF_SIGNED_CERT_IN_CHAIN DEPTH_ZERO_SELF_SIGNED_CERT CERT_UNTRUSTED INVALID_CA',
    'its certificate is from an authority that this machine does not know',
    '{authority}',
    'no_trust',
  ],
  [
    'CERT_HAS_EXPIRED',
    'its certificate has expired',
    'Check the clock of this machine. If it is right, the certificate has to be renewed there.',
    'no_trust',
  ],
  ['CERT_NOT_YET_VALID', 'its certificate is not valid yet', 'Check the clock of this machine.', 'no_trust'],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID HOSTNAME_MISMATCH ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
    'its certificate is for another name',
    'Check the host in {named}, and its DNS entry.',
    'no_trust',
  ],
  ['UND_ERR_PRX_TLS', 'the certificate of the proxy is for another name', 'Check the host in HTTPS_PROXY.', 'no_trust'],
  [
    'CERT_REVOKED CERT_REJECTED CERT_SIGNATURE_FAILURE CERT_CHAIN_TOO_LONG INVALID_PURPOSE PATH_LENGTH_EXCEEDED',
    'its certificate is not valid',
    'The certificate has to be replaced there.',
    'no_trust',
  ],
  [
    'ERR_SSL_UNSUPPORTED_PROTOCOL ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY',
    'it does not speak TLS 1.2 or later',
    otherParty,
    'no_trust',
  ],
  [
    'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL',
    'both sides share no form of TLS',
    otherParty,
    'no_trust',
  ],
  [
    'ERR_SSL_WRONG_VERSION_NUMBER ERR_SSL_PACKET_LENGTH_TOO_LONG ERR_SSL_HTTP_REQUEST',
    'the port does not speak TLS',
    'Check the port in {named} and, behind a proxy, the scheme in HTTPS_PROXY: most are http://.',
    'no_tls',
  ],
  [
    'proxy_407 proxy_401',
    'the proxy asks for a login',
    'Write it in HTTPS_PROXY: http://USER:PASSWORD@HOST:PORT, with special characters as %XX. Or leave this host out with NO_PROXY.',
    'proxy_refuses',
  ],
  [
    'proxy_403 proxy_405',
    'the proxy does not allow it',
    'Have the host allowed there, name another proxy in HTTPS_PROXY, or leave this host out with NO_PROXY.',
    'proxy_refuses',
  ],
  ['UND_ERR_PRX_CONN', 'the proxy closed the connection', 'Check the proxy that HTTPS_PROXY names.'],
  ['ECONNREFUSED', 'the connection is refused', 'Check {named}, firewalls and the proxy, if HTTPS_PROXY names one.'],
  [
    'ENOTFOUND',
    'the host has no address',
    'Check the host in {named}, or in HTTPS_PROXY, and the DNS of this machine.',
  ],
  ['EAI_AGAIN', 'the name server does not answer', 'Check the DNS of this machine.'],
  ['ETIMEDOUT UND_ERR_CONNECT_TIMEOUT', 'no connection was made in time', network],
  ['EHOSTUNREACH ENETUNREACH', 'there is no route to the host', network],
  ['ECONNRESET EPIPE UND_ERR_SOCKET', 'the connection was cut', network],
  ['UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT TimeoutError', 'the answer did not come in time', wait],
  ['AbortError', 'it was interrupted before an answer came', 'Run the command again.'],
  ['HTTPParserError', ...noHttp],
  [
    'UND_ERR_RES_EXCEEDED_MAX_SIZE UND_ERR_HEADERS_OVERFLOW',
    'the answer is larger than any that is right',
    'Check proxies and gateways on the way, which may answer in its place.',
  ],
];

/** The prefix of errors of a proxy. A status or the name of an error follows it. */
const proxyPrefix = 'proxy_';

const table = new Map(rows.flatMap((row) => row[0].split(' ').map((name) => [name, row] as const)));

/** Returns undefined if the name is not of a network error. */
export function explainWire(name: string, names: WayNames): WireMeaning | undefined {
  const ofProxy = name.startsWith(proxyPrefix) ? table.get(name.slice(proxyPrefix.length)) : undefined;
  if (ofProxy !== undefined) return explainProxy(ofProxy, names);
  const [, means, remedy, lasting] = table.get(name) ?? explainFamily(name) ?? [];
  if (means === undefined || remedy === undefined) return undefined;
  const { named, authority = usualAuthority } = names;
  return { means, remedy: remedy.replace('{named}', named).replace('{authority}', authority), lasting };
}

/** Explains an error of the proxy itself, which says nothing about the host behind it. */
function explainProxy([, means, remedy, lasting]: Row, { authority = usualAuthority }: WayNames): WireMeaning {
  return {
    means: `the proxy cannot be used, since ${means}`,
    remedy:
      lasting === 'no_tls'
        ? 'Check the scheme in HTTPS_PROXY and its port: most proxies are http://.'
        : remedy.replace('{named}', 'HTTPS_PROXY').replace('{authority}', authority),
    lasting,
  };
}

/** Marks an error of the connection to a proxy, if it is one that lasts. Any other is explained with both the proxy and the host. */
export function asProxyError(error: Error): Error {
  const name = nameOfError(error);
  const [, , , lasting] = table.get(name) ?? [];
  return lasting === undefined ? error : Object.assign(new Error(error.message), { code: proxyPrefix + name });
}

function explainFamily(name: string): Row | undefined {
  if (name.startsWith(proxyPrefix)) return [name, 'the proxy cannot reach the host', 'Check the proxy, or its log.'];
  return name.startsWith('HPE_') ? [name, ...noHttp] : undefined;
}

/** Explains an error object in the same way, followed by its name: "the connection is refused (ECONNREFUSED)". */
export function tellFailure(error: unknown, names: WayNames): WireMeaning {
  const name = nameOfError(error);
  const { means, remedy, lasting } = explainWire(name, names) ?? { ...unknownFailure, lasting: undefined };
  return { means: `${means} (${name})`, remedy, lasting };
}

/** The meaning of an error that is not in the table. */
export const unknownFailure = { means: 'the request failed on its way', remedy: network } as const;

/** Returns a code or a class name, never a message, since messages may quote what was sent. */
export function nameOfError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const refused = /^Proxy response \((\d{3})\)/.exec(error.message)?.[1];
  if (refused !== undefined) return proxyPrefix + refused;
  const code = 'code' in error ? error.code : undefined;
  if (isName(code)) return code;
  return isName(error.name) ? error.name : 'unknown';
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[\w\/]{1,64}$/v.test(value);
}
