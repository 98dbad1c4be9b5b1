// Reads the users file of a sandbox: JSON text -> users, or all errors at once.
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import { isReason, reasons } from './reasons.ts';
import { fitsShape, type Shape } from './shape.ts';
import { isMap } from '../is-map.ts';
import type { SandboxUser } from './users.ts';
import { tryParseJson } from '../try-parse-json.ts';

const deviceFields = { platform: 'string', uninstalled: 'boolean', certificate: 'boolean' } as const;

const userFields = {
  email: 'string',
  phone_number: 'string',
  uuid: 'string',
  custom: { values: 'string' },
  opted_out: 'boolean',
  refused: 'string',
  devices: { items: 'object' },
  attributes: 'object',
} as const satisfies Record<string, Shape>;

/** The expected value of each field, for messages. */
const wanted: Readonly<Record<string, string>> = {
  custom: 'an object of strings',
  devices: 'a list of {platform, uninstalled?, certificate?}',
  opted_out: 'true or false',
  uninstalled: 'true or false',
  certificate: 'true or false',
  attributes: 'an object',
};

const fieldList = Object.keys(userFields).map((name) => `"${name}"`);
const help = `The file is a list of users: [{${fieldList.join(', ')}}], each field optional but for one identifier.`;

/** Checks the fields. Messages never contain a value, since it may be a person's address. */
function checkFields(value: unknown, fields: Readonly<Record<string, Shape>>, place: string): Diagnostic[] {
  if (!isMap(value)) return [errorAt(undefined, 'PP101', `${place} must be an object.`, help)];
  return Object.entries(value).flatMap(([name, field]) => {
    const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (shape === undefined) {
      const known = Object.keys(fields).join(', ');
      return [errorAt(undefined, 'PP102', `${place} has the unknown key "${name}"; known are ${known}.`, help)];
    }
    if (fitsShape(field, shape)) return [];
    return [errorAt(undefined, 'PP101', `"${name}" of ${place} must be ${wanted[name] ?? 'a string'}.`, help)];
  });
}

function checkDevice(device: unknown, place: string): Diagnostic[] {
  const findings = checkFields(device, deviceFields, place);
  if (findings.length > 0 || !isMap(device)) return findings;
  if (device['platform'] === 'ios' || device['platform'] === 'android') return [];
  return [errorAt(undefined, 'PP101', `"platform" of ${place} must be "ios" or "android".`, help)];
}

function checkUser(user: unknown, number: number): Diagnostic[] {
  const place = `user ${number}`;
  const findings = checkFields(user, userFields, place);
  if (!isMap(user)) return findings;
  const devices = Array.isArray(user['devices']) ? user['devices'] : [];
  findings.push(...devices.flatMap((device, index) => checkDevice(device, `device ${index + 1} of ${place}`)));
  const attributes = isMap(user['attributes']) ? Object.entries(user['attributes']) : [];
  for (const [name, value] of attributes) {
    if (typeof value !== 'object' || value === null) continue;
    const message = `Attribute "${name}" of ${place} must be a string, a number, true, false or null.`;
    findings.push(errorAt(undefined, 'PP101', message, help));
  }
  const { refused } = user;
  if (typeof refused === 'string' && !isReason(refused)) {
    const message = `"refused" of ${place} must be one of the reasons ${reasons.join(', ')}.`;
    findings.push(errorAt(undefined, 'PP101', message, help));
  }
  // An unknown key may be the misspelt identifier, and is reported by itself.
  const isMissing = !['email', 'phone_number', 'uuid', 'custom'].some((name) => Object.hasOwn(user, name));
  if (isMissing && Object.keys(user).every((name) => Object.hasOwn(userFields, name))) {
    const message = `${place} has no identifier: one of email, phone_number, uuid, custom.`;
    findings.push(errorAt(undefined, 'PP101', message, help));
  }
  return findings;
}

function areUsers(list: unknown, findings: readonly Diagnostic[]): list is SandboxUser[] {
  return Array.isArray(list) && findings.length === 0;
}

/** Parses users, which count from 1. Throws a refusal with every finding, each with the `file` that the text came from. */
export function parseUsers(text: string, file = 'the users file'): SandboxUser[] {
  const list = tryParseJson(text.replace(/^\uFEFF/v, ''));
  const findings = Array.isArray(list)
    ? list.flatMap((user, index) => checkUser(user, index + 1))
    : [errorAt(undefined, 'PP101', `the users file is not ${list === undefined ? 'JSON' : 'a JSON list'}`, help)];
  if (areUsers(list, findings)) return list;
  throw new Refusal(
    exitCodes.invalidInput,
    findings.map((finding) => ({ ...finding, file })),
  );
}
