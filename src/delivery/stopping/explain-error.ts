// What an error on the way to a vendor means and what to do about it: the one table of their names, for every place that tells of one.
import type { Settlement } from '../ledger.ts';

/** An error as an attempt keeps it: the name of a code or a class, and the status of the answer if there was one. */
export type WireError = Pick<Settlement, 'error' | 'status'>;

/** Why no later request would fare better: nobody is trusted there, the port speaks no TLS, or the proxy lets nothing through. */
export type LastingCause = 'no_trust' | 'no_tls' | 'proxy_refuses';

export interface ExplainedError {
  readonly name: string;
  readonly status: number | null;
  /** "the connection is refused" */
  readonly means: string;
  /** A sentence. */
  readonly remedy: string;
  /** Undefined for what may pass by itself. */
  readonly lasting: LastingCause | undefined;
}

/** By the name under which a vendor's room has a refusal of everything kept: what it means, and a sentence of what to do. */
export type OwnErrors = ReadonlyMap<string, readonly [means: string, remedy: string]>;

type Row = readonly [names: string, means: string, remedy: string, lasting?: LastingCause];

const wait = 'Wait, and check the status page of the API.';
const network = 'Check the network of this machine, firewalls and proxies on the way.';
const otherParty = 'Check what answers there: a server or proxy that speaks TLS 1.2 or later is needed.';

const noHttp = ['what answers does not speak HTTP', 'Check proxies and gateways on the way.'] as const;

const rows: readonly Row[] = [
  [
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY SELF_SIGNED_CERT_IN_CHAIN DEPTH_ZERO_SELF_SIGNED_CERT CERT_UNTRUSTED INVALID_CA',
    'its certificate is from an authority that this machine does not know',
    'If a proxy of yours inspects TLS, set NODE_EXTRA_CA_CERTS to the file with its authority (PEM).',
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
    "Check the host in the environment's endpoint, and its DNS entry.",
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
    "Check the port in the environment's endpoint and, behind a proxy, the scheme in HTTPS_PROXY: most are http://.",
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
  [
    'ECONNREFUSED',
    'the connection is refused',
    "Check the environment's endpoint, firewalls and the proxy, if HTTPS_PROXY names one.",
  ],
  [
    'ENOTFOUND',
    'the host has no address',
    "Check the host in the environment's endpoint, or in HTTPS_PROXY, and the DNS of this machine.",
  ],
  ['EAI_AGAIN', 'the name server does not answer', 'Check the DNS of this machine.'],
  ['ETIMEDOUT UND_ERR_CONNECT_TIMEOUT', 'no connection was made in time', network],
  ['EHOSTUNREACH ENETUNREACH', 'there is no route to the host', network],
  ['ECONNRESET EPIPE UND_ERR_SOCKET', 'the connection was cut', network],
  ['UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT TimeoutError', 'the answer did not come in time', wait],
  ['AbortError', 'it was interrupted before an answer came', 'Run the command again.'],
  ['HTTPParserError', ...noHttp],
  [
    'answer_not_understood miscounted_answer UND_ERR_RES_EXCEEDED_MAX_SIZE UND_ERR_HEADERS_OVERFLOW',
    'the answer cannot be understood',
    'Check proxies and gateways on the way, which may answer in place of the API.',
  ],
  ['throttled', 'there were too many requests', 'Lower requests_per_minute if others use the same key.'],
];

const table = new Map(rows.flatMap((row) => row[0].split(' ').map((name) => [name, row] as const)));

export function explainError({ error, status }: WireError, own: OwnErrors): ExplainedError {
  const name = error ?? 'unknown';
  const known = own.get(name);
  if (known !== undefined) return { name, status, means: known[0], remedy: known[1], lasting: undefined };
  const [, means, remedy, lasting] = table.get(name) ?? explainOther(name, status);
  return { name, status, means, remedy, lasting };
}

function explainOther(name: string, status: number | null): Row {
  if (name.startsWith('proxy_')) return [name, 'the proxy cannot reach the host', 'Check the proxy, or its log.'];
  if (name.startsWith('HPE_')) return [name, ...noHttp];
  if (status === null || status < 300) return [name, 'the request failed on its way', network];
  return [name, `the API answers with ${status}`, status < 500 ? 'Check what is sent: pushplan render.' : wait];
}
