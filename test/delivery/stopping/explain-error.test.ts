import { expect, test } from 'vitest';
import { explainError } from '../../../src/delivery/stopping/explain-error.ts';

test.each([
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', null, /authority/, /NODE_EXTRA_CA_CERTS/, 'no_trust'],
  ['SELF_SIGNED_CERT_IN_CHAIN', null, /authority/, /NODE_EXTRA_CA_CERTS/, 'no_trust'],
  ['CERT_HAS_EXPIRED', null, /expired/, /clock/, 'no_trust'],
  ['CERT_NOT_YET_VALID', null, /not valid yet/, /clock/, 'no_trust'],
  ['UND_ERR_PRX_TLS', null, /proxy/, /HTTPS_PROXY/, 'no_trust'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', null, /TLS/, /1\.2/, 'no_trust'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', null, /does not speak TLS/, /port/, 'no_tls'],
  ['proxy_407', null, /login/, /HTTPS_PROXY.*NO_PROXY/, 'proxy_refuses'],
  ['proxy_403', null, /not allow/, /NO_PROXY/, 'proxy_refuses'],
  ['proxy_502', null, /proxy cannot reach/, /proxy/, undefined],
  ['ECONNREFUSED', null, /refused/, /endpoint/, undefined],
  ['ENOTFOUND', null, /no address/, /DNS/, undefined],
  ['HPE_INVALID_CONSTANT', null, /HTTP/, /gateways/, undefined],
  ['UND_ERR_HEADERS_TIMEOUT', null, /in time/, /status page/, undefined],
  ['http_503', 503, /answers with 503/, /status page/, undefined],
  ['http_418', 418, /answers with 418/, /pushplan render/, undefined],
  ['negative_integer', 400, /answers with 400/, /pushplan render/, undefined],
  ['answer_not_understood', 200, /cannot be understood/, /gateways/, undefined],
  ['UND_ERR_BODY_TIMEOUT', 200, /in time/, /status page/, undefined],
  ['E_NEVER_SEEN', null, /failed on its way/, /network/, undefined],
  ['E_NEVER_SEEN', 200, /failed on its way/, /network/, undefined],
  [null, null, /failed on its way/, /network/, undefined],
  ['own_error', 401, /the vendor says no/, /Ask it/, undefined],
] as const)('%s (status %s) has an explanation and a remedy', (error, status, means, remedy, lasting) => {
  expect(explainError({ error, status }, new Map([['own_error', ['the vendor says no', 'Ask it.']]]))).toEqual({
    name: error ?? 'unknown',
    status,
    means: expect.stringMatching(means),
    remedy: expect.stringMatching(remedy),
    lasting,
  });
});
