// Checks where the audience comes from, as far as this is possible without reading the disk.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { isMap, mapAt, valueAt } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { dateTemplate } from '../object-name.ts';
import { isZoneName } from '../schedule/zone-name.ts';
import { mayHoldSecret } from './secrets.ts';

/** Checks that there is exactly one of `file`, `query` and `object`, and only keys that belong to it. */
export function checkAudienceOrigin(yaml: ParsedYaml): readonly Diagnostic[] {
  if (!isMap(valueAt(yaml.data, 'audience'))) return [];
  const audience = mapAt(yaml.data, 'audience');
  const [first, second] = origins.filter((key) => audience[key] !== undefined);
  if (first === undefined) {
    const help =
      'Name a data file, such as file: audiences/wishlist.csv, or a query, such as query: audiences/vip.sql.';
    const what =
      audience['source'] === undefined ? 'neither "file" nor "query"' : 'a "source", but neither "query" nor "object"';
    return [errorAt(yaml.locateKey(['audience']), 'PP101', `audience has ${what}`, help)];
  }
  if (second !== undefined) {
    const message = `audience has both "${first}" and "${second}", but rows come from one place`;
    return [errorAt(yaml.locateKey(['audience', second]), 'PP101', message, 'Leave one of them out.')];
  }
  return checkCompanions(yaml, audience, first);
}

const origins = ['file', 'query', 'object'] as const;

/** The keys that need another one: which those are, and the message if they are missing. */
const companions = [
  { key: 'params', of: ['query'], message: 'audience has "params" and no query that takes them' },
  {
    key: 'source',
    of: ['query', 'object'],
    message: 'audience has "source" and "file", and a file is not fetched from a source',
  },
  { key: 'zone', of: ['object'], message: 'audience has "zone" and no "object" with a date in its name' },
  { key: 'sha256', of: ['object'], message: 'audience has "sha256" and no "object" that it is the digest of' },
] as const;

function checkCompanions(
  yaml: ParsedYaml,
  audience: Readonly<Record<string, unknown>>,
  origin: (typeof origins)[number],
): readonly Diagnostic[] {
  const extra = companions
    .filter(({ key, of }) => audience[key] !== undefined && !of.some((one) => one === origin))
    .map(({ key, message }) => errorAt(yaml.locateKey(['audience', key]), 'PP101', message, 'Leave it out.'));
  if (origin !== 'object') return extra;
  const source =
    audience['source'] === undefined
      ? [
          errorAt(
            yaml.locateKey(['audience', 'object']),
            'PP101',
            'audience has "object" and no "source" that holds it',
            'Name a source of pushplan.yaml: source: exports. A file of the data folder is file.',
          ),
        ]
      : [];
  return [...source, ...extra, ...checkObject(yaml)];
}

function checkObject(yaml: ParsedYaml): readonly Diagnostic[] {
  const object = valueAt(yaml.data, 'audience', 'object');
  const zone = valueAt(yaml.data, 'audience', 'zone');
  const problem = typeof object === 'string' ? judgeObject(object) : undefined;
  const found: Diagnostic[] = [];
  if (problem !== undefined) {
    const message = `audience.object ${JSON.stringify(object)} ${problem}`;
    const help = 'Write the key of the object, such as vip.csv or "vip/{{date}}.parquet".';
    found.push(errorAt(yaml.locate(['audience', 'object']), 'PP281', message, help));
  }
  if (typeof zone === 'string' && !isZoneName(zone)) {
    const message = `audience.zone ${JSON.stringify(zone)} is not a time zone`;
    found.push(
      errorAt(yaml.locate(['audience', 'zone']), 'PP281', message, 'Write its name, such as Europe/Istanbul.'),
    );
  }
  return found;
}

function judgeObject(object: string): string | undefined {
  const plain = object.replaceAll(dateTemplate, '2026-11-28');
  if (plain.includes('{{'))
    return 'has a template with something other than {{date}}, which is all that is known at a fetch';
  if (/^\/|[?#\\]|\p{Cc}/v.test(plain)) return 'begins with / or has one of ? # \\';
  if (plain.split('/').some((step) => step === '..' || step === '.')) return 'has . or .. as a step';
  return undefined;
}

export function checkAudienceFile(yaml: ParsedYaml): readonly Diagnostic[] {
  return ['file', 'query', 'samples'].flatMap((key) => {
    const path = ['audience', key];
    const file = valueAt(yaml.data, ...path);
    if (typeof file !== 'string') return [];
    const problem = judgePath(file);
    if (problem === undefined) return [];
    const shown = mayHoldSecret(file) ? '(not shown: it may hold a secret)' : JSON.stringify(file);
    const asPath = `Write the path from the folder of pushplan.yaml, such as audiences/${key === 'query' ? 'vip.sql' : 'wishlist.csv'}.`;
    const help = (key === 'file' ? adviseSource(file) : undefined) ?? asPath;
    return [errorAt(yaml.locate(path), 'PP151', `audience.${key} ${shown} ${problem}`, help)];
  });
}

/** The source that fetches such files, by the scheme of their address. */
const sourceOfScheme: Readonly<Record<string, string>> = {
  https: '{ kind: https, base: "https://exports.example.com/push/" }',
  s3: '{ kind: s3, bucket: crm-exports, region: eu-central-1 }',
};

/** Returns help for an address. Does not repeat the address, which may contain a secret. */
function adviseSource(file: string): string | undefined {
  const scheme = /^(?<scheme>[a-z][a-z0-9+.\-]*):\/\//iv.exec(file)?.groups?.['scheme']?.toLowerCase();
  const source = sourceOfScheme[scheme === 'http' ? 'https' : (scheme ?? '')];
  if (source === undefined) return undefined;
  return `A file from an address needs a source. Add to pushplan.yaml: sources: { exports: ${source} }. Write here: audience: { source: exports, object: vip.csv }. Then run pushplan fetch.`;
}

function judgePath(file: string): string | undefined {
  if (/^(?:[/\\~]|[a-z]:|[a-z][a-z0-9+.-]*:\/\/)/i.test(file)) return 'is not a path within the workspace';
  if (file.includes('\\')) return 'has a backslash; paths are written with /';
  let depth = 0;
  for (const step of file.split('/')) {
    if (step === '..') depth -= 1;
    else if (step !== '' && step !== '.') depth += 1;
    if (depth < 0) return 'leads out of the workspace';
  }
  return undefined;
}
