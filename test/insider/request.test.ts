import { expect, test } from 'vitest';
import { writeRequestBody } from '../../src/insider/request.ts';
import { payloadOf, payloadTo, requestOf } from '../support/payloads.ts';

test('payloads go in byte for byte', () => {
  const odd = '{ "identifiers" : {"INSIDER.uuid":"a"},  "title":"\\u00e9 \u{1f600}" }';
  expect(writeRequestBody(requestOf([odd]), 'k')).toContain(`"notifications":[${odd}]`);
});

test('the identifiers in use are asked for beside what the campaign asks for', () => {
  const payloads = [
    payloadTo('a'),
    payloadOf({ 'INSIDER.email': 'a@example.com', 'INSIDER.custom.crm': '1' }),
    JSON.stringify({ identifiers: { phone_number: '+447700900123', 'INSIDER.custom': { tier: 'x' } } }),
  ];
  const body = writeRequestBody(requestOf(payloads, { reportAttributes: ['INSIDER.platform', 'INSIDER.uuid'] }), 'k');
  expect(JSON.parse(body)).toMatchObject({
    api_key: 'k',
    report_attributes: [
      'INSIDER.platform',
      'INSIDER.uuid',
      'INSIDER.custom.crm',
      'INSIDER.custom.tier',
      'INSIDER.email',
      'INSIDER.phone_number',
    ],
  });
});

test('async is there only when it is asked for', () => {
  expect(JSON.parse(writeRequestBody(requestOf([payloadTo('a')]), 'k'))).not.toHaveProperty('async');
  expect(JSON.parse(writeRequestBody(requestOf([payloadTo('a')], { async: true }), 'k'))).toHaveProperty('async', true);
});

test('a key with quotes stays one string', () => {
  const body = writeRequestBody(requestOf([payloadTo('a')]), 'k","notifications":[],"x":"');
  expect(JSON.parse(body)).toMatchObject({ api_key: 'k","notifications":[],"x":"', notifications: [{}] });
});
