import { expect, test } from 'vitest';
import { writeRequestBody } from '../../src/insider/request.ts';
import { payloadOf, payloadTo, requestOf } from '../support/payloads.ts';

test('payloads are written byte for byte', () => {
  const odd = '{ "identifiers" : {"INSIDER.uuid":"a"},  "title":"\\u00e9 \u{1f600}" }';
  expect(String(writeRequestBody(requestOf([odd]), 'k'))).toContain(`"notifications":[${odd}]`);
});

test('payloads are not parsed: invalid UTF-8 is sent too', () => {
  const request = requestOf([payloadTo('a'), payloadTo('b')]);
  const broken = Buffer.of(0x22, 0xff, 0xc3, 0x22);
  const notifications = request.notifications.map((one) => ({ ...one, payload: broken }));
  const body = writeRequestBody({ ...request, notifications }, 'k');
  expect(body.includes(Buffer.concat([Buffer.from('['), broken, Buffer.from(','), broken, Buffer.from(']')]))).toBe(
    true,
  );
});

test('the identifiers in use are requested in addition to the attributes of the campaign', () => {
  const payloads = [
    payloadTo('a'),
    payloadOf({ 'INSIDER.email': 'a@example.com', 'INSIDER.custom.crm': '1' }),
    JSON.stringify({ identifiers: { phone_number: '+447700900123', 'INSIDER.custom': { tier: 'x' } } }),
  ];
  const terms = { reportAttributes: ['INSIDER.platform', 'INSIDER.uuid'] };
  const body = String(writeRequestBody(requestOf(payloads, terms), 'k'));
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

test('async is present only if it is set', () => {
  expect(JSON.parse(String(writeRequestBody(requestOf([payloadTo('a')]), 'k')))).not.toHaveProperty('async');
  expect(JSON.parse(String(writeRequestBody(requestOf([payloadTo('a')], { async: true }), 'k')))).toHaveProperty(
    'async',
    true,
  );
});

test('a key with quotes remains one string', () => {
  const body = String(writeRequestBody(requestOf([payloadTo('a')]), 'k","notifications":[],"x":"'));
  expect(JSON.parse(body)).toMatchObject({ api_key: 'k","notifications":[],"x":"', notifications: [{}] });
});
