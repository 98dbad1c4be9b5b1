// Faults that replace the true answer by another complete one.
import {
  commonAnswers,
  jsonAnswer,
  methodNotAllowed,
  sendAnswers,
  tooManyRequests,
  type SandboxAnswer,
} from './answers.ts';
import type { FaultKindOf } from './fault-kinds.ts';
import type { Settings } from './options.ts';
import { retryAfterOf } from './retry-after.ts';

function page(status: number, title: string): SandboxAnswer {
  const body = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers: { 'content-type': 'text/html; charset=UTF-8' }, body };
}

const answers: Record<FaultKindOf<'answer'>, (settings: Settings, request: number) => SandboxAnswer> = {
  '204': () => ({ status: 204, body: '' }),
  '302': () => jsonAnswer(302, {}, { location: '/elsewhere' }),
  '400-payload': () => sendAnswers.invalidPayload,
  '400-empty': () => sendAnswers.noNotifications,
  '400-many': () => sendAnswers.tooManyNotifications,
  '400-identifiers': () => sendAnswers.emptyIdentifiers,
  '400-deeplink': () => sendAnswers.blacklistedDeepLink,
  '400-integer': () => sendAnswers.negativeInteger,
  '400-type': () => sendAnswers.invalidType,
  '400-unknown': () =>
    jsonAnswer(400, { error: 'invalid_moon_phase', message: "'moon_phase' is not what it should be" }),
  '401': () => sendAnswers.badApiKey,
  '403': () =>
    jsonAnswer(403, {
      success: false,
      message: 'Access Denied. You do not have sufficient access to perform this action.',
    }),
  '403-throttle': () => commonAnswers.throttled,
  '404': () => commonAnswers.notFound,
  '405': () => methodNotAllowed('POST'),
  '408': () => jsonAnswer(408, { message: 'Request Timeout' }, { connection: 'close' }),
  '413': () => commonAnswers.tooLarge,
  '415': () => jsonAnswer(415, { message: 'Unsupported Media Type' }),
  '422': () => jsonAnswer(422, { message: 'Unprocessable Entity' }),
  'invalid-certificate': () => sendAnswers.invalidCertificate,
  '429': (settings, request) => tooManyRequests(retryAfterOf(settings, 1000, request)),
  '429-date': (settings) => tooManyRequests(new Date(settings.clock.now() + 2000).toUTCString()),
  '429-garbage': () => tooManyRequests('a while'),
  '429-negative': () => tooManyRequests('-5'),
  '429-long': () => tooManyRequests('36000'),
  '500': () => commonAnswers.failed,
  '500-after-send': () => commonAnswers.failed,
  '502-html': () => page(502, '502 Bad Gateway'),
  '503': () => jsonAnswer(503, { success: false, message: 'Service Unavailable' }),
  '504-after-send': () => page(504, '504 Gateway Time-out'),
  '520-html': () => page(520, '520 Web server is returning an unknown error'),
};

export function faultAnswer(kind: FaultKindOf<'answer'>, settings: Settings, request: number): SandboxAnswer {
  return answers[kind](settings, request);
}
