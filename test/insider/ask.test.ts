import { expect, test } from 'vitest';
import { openConnection } from '../../src/insider/connection.ts';
import { http, startRawServer } from '../support/raw-server.ts';
import { realClock } from '../support/real-clock.ts';

test.each([
  ['before it is asked for', true],
  ['while its socket is being opened', false],
])('a request that is aborted %s is never written, and later ones are', async (_, isEarly) => {
  let requests = 0;
  await using server = await startRawServer({
    onRequest: (socket) => {
      requests += 1;
      socket.write(http(200, '{}'));
    },
  });
  await using connection = openConnection({
    endpoint: server.url,
    env: {},
    userAgent: 'pushplan/test',
    clock: realClock,
  });
  const giveUp = new AbortController();
  if (isEarly) giveUp.abort();
  const posted = connection.post('/', '[]', {}, giveUp.signal);
  giveUp.abort();
  expect(await posted).toEqual({ kind: 'failed', isWritten: false, status: null, error: 'AbortError' });
  expect(await connection.post('/', '[]', {}, new AbortController().signal)).toMatchObject({ kind: 'replied' });
  expect(requests).toBe(1);
});
