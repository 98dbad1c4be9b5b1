// Rules for pushplan.yaml beyond the schema. Each looks only at the parsed file, which need not fit the schema.
import { countOf, formatCount } from '../numbers.ts';
import { findNearest } from '../campaign/find-nearest.ts';
import { mapAt, valueAt } from '../is-map.ts';
import type { ParsedYaml } from '../campaign/yaml/parse-yaml.ts';
import { errorAt, warningAt, type Diagnostic } from '../diagnostic.ts';
import { isMeantAsSandbox, isVendor, judgeEndpoint } from './judge-endpoint.ts';

export function checkEndpoints(yaml: ParsedYaml): readonly Diagnostic[] {
  const listed = valueAt(yaml.data, 'allowed_hosts');
  const allowedHosts = Array.isArray(listed) ? listed.filter((host) => typeof host === 'string') : [];
  return listAddresses(yaml).flatMap(({ name, endpoint }) => {
    const judgement = judgeEndpoint(endpoint, allowedHosts);
    if (judgement.kind === 'allowed') return [];
    const at = yaml.locate(['environments', name, 'endpoint']);
    return [errorAt(at, 'PP155', `${name}: ${judgement.message}`, judgement.help)];
  });
}

export function checkApiKeys(yaml: ParsedYaml): readonly Diagnostic[] {
  return listAddresses(yaml)
    .filter(({ endpoint }) => !isMeantAsSandbox(endpoint)) // the sandbox needs no key
    .filter(({ name }) => valueAt(yaml.data, 'environments', name, 'api_key_env') === undefined)
    .map(({ name }) => {
      const message = `${name} has no "api_key_env"`;
      const help = 'Add the NAME of the variable that holds the key: api_key_env: INSIDER_API_KEY';
      return errorAt(yaml.locateKey(['environments', name]), 'PP101', message, help);
    });
}

export function checkLedgerPlaces(yaml: ParsedYaml): readonly Diagnostic[] {
  return Object.keys(mapAt(yaml.data, 'environments')).flatMap((name) => {
    const path = (key: string): readonly string[] => ['environments', name, key];
    const isTwice = ['ledger_env', 'ledger_file'].every((key) => valueAt(yaml.data, ...path(key)) !== undefined);
    if (!isTwice) return [];
    const message = `${name} has both "ledger_env" and "ledger_file", but its ledger is in one place`;
    const help =
      'Leave one of them out: ledger_env for a ledger that machines share, ledger_file for a file of this one.';
    return [errorAt(yaml.locateKey(path('ledger_file')), 'PP159', message, help)];
  });
}

export function checkDataDir(yaml: ParsedYaml): readonly Diagnostic[] {
  if (['data_dir', 'data_dir_env'].some((key) => valueAt(yaml.data, key) === undefined)) return [];
  const message = 'both "data_dir" and "data_dir_env", but there is only one data folder';
  const help = 'Leave one of them out: data_dir for a path, data_dir_env for the name of a variable that holds one.';
  return [errorAt(yaml.locateKey(['data_dir_env']), 'PP101', message, help)];
}

export function checkDefaultEnvironment(yaml: ParsedYaml): readonly Diagnostic[] {
  const name = valueAt(yaml.data, 'default_environment');
  const names = Object.keys(mapAt(yaml.data, 'environments'));
  if (typeof name !== 'string' || names.length === 0 || names.includes(name)) return [];
  const nearest = findNearest(name, names);
  const help = nearest === undefined ? `Defined are: ${names.join(', ')}.` : `Did you mean ${JSON.stringify(nearest)}?`;
  const message = `default_environment ${JSON.stringify(name)} is not defined`;
  return [errorAt(yaml.locate(['default_environment']), 'PP154', message, help)];
}

/** The vendor's limit of requests per minute for one key, unless the vendor has raised it (vendor's page). */
const vendorsLimit = 1000;

export function checkPace(yaml: ParsedYaml): readonly Diagnostic[] {
  return listAddresses(yaml).flatMap(({ name, endpoint }) => {
    const pace = valueAt(yaml.data, 'environments', name, 'requests_per_minute');
    const isRaised = valueAt(yaml.data, 'environments', name, 'limit_raised_by_vendor') === true;
    if (typeof pace !== 'number' || pace <= vendorsLimit || isRaised || !isVendor(endpoint)) return [];
    const message = `${name} allows ${countOf(pace, 'request')} a minute, and the vendor takes ${formatCount(vendorsLimit)} of one key`;
    const help = 'Lower it. If the vendor has raised the limit of this key, say so: limit_raised_by_vendor: true';
    return [warningAt(yaml.locate(['environments', name, 'requests_per_minute']), 'PP170', message, help)];
  });
}

interface Address {
  readonly name: string;
  readonly endpoint: string;
}

/** Returns the environments with an endpoint other than the embedded sandbox. */
function listAddresses(yaml: ParsedYaml): readonly Address[] {
  return Object.keys(mapAt(yaml.data, 'environments')).flatMap((name) => {
    const endpoint = valueAt(yaml.data, 'environments', name, 'endpoint');
    return typeof endpoint === 'string' && endpoint !== 'sandbox' ? [{ name, endpoint }] : [];
  });
}
