// Rules for the sources of pushplan.yaml beyond the schema: the keys must be those of the kind, the address must be safe for secrets, and a command
// must not be a program that a query can take over.
import { isMap, mapAt, valueAt } from '../is-map.ts';
import type { ParsedYaml } from '../campaign/yaml/parse-yaml.ts';
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import { isLoopbackHost } from '../way-to-host.ts';

interface Keys {
  /** The required keys, each with an example for the help text. */
  readonly needed: Readonly<Record<string, string>>;
  readonly others: readonly string[];
}

const keysOf: Readonly<Record<string, Keys>> = {
  postgres: { needed: { address_env: 'WAREHOUSE_URL' }, others: ['timeout'] },
  https: { needed: { base: '"https://exports.example.com/push/"' }, others: ['header_env', 'max_size', 'timeout'] },
  s3: { needed: { bucket: 'crm-exports' }, others: ['region', 'endpoint', 'max_size', 'timeout'] },
  command: { needed: { run: '[bq, query, --quiet, --format=csv]' }, others: ['env', 'format', 'timeout'] },
};

export function checkSources(yaml: ParsedYaml): readonly Diagnostic[] {
  const named = Object.entries(mapAt(yaml.data, 'sources'));
  const addresses = [
    ...named.flatMap(([name]) => ['base', 'endpoint'].map((key) => ['sources', name, key])),
    storeEndpoint,
  ];
  return [
    ...named.flatMap(([name, source]) => (isMap(source) ? checkKeys(yaml, name, source) : [])),
    ...addresses.flatMap((path) => checkAddress(yaml, path)),
    ...named.flatMap(([name]) => checkHeaders(yaml, name)),
    ...named.flatMap(([name]) => checkProgram(yaml, name)),
  ];
}

const storeEndpoint = ['data_store', 'endpoint'];

function checkKeys(yaml: ParsedYaml, name: string, source: Readonly<Record<string, unknown>>): readonly Diagnostic[] {
  const kind = String(source['kind']);
  const keys = keysOf[kind];
  if (keys === undefined) return [];
  const allowed = ['kind', ...Object.keys(keys.needed), ...keys.others];
  const missing = Object.entries(keys.needed)
    .filter(([key]) => source[key] === undefined)
    .map(([key, example]) =>
      errorAt(
        yaml.locateKey(['sources', name]),
        'PP282',
        `the source ${name} of kind ${kind} has no "${key}"`,
        `Add it, such as ${key}: ${example}`,
      ),
    );
  const known = new Set(Object.values(keysOf).flatMap(({ needed, others }) => [...Object.keys(needed), ...others]));
  const extra = Object.keys(source)
    // The schema has reported keys that no kind has.
    .filter((key) => known.has(key) && !allowed.includes(key))
    .map((key) =>
      errorAt(
        yaml.locateKey(['sources', name, key]),
        'PP282',
        `"${key}" is not for a source of kind ${kind}`,
        `It has ${allowed.join(', ')}.`,
      ),
    );
  return [...missing, ...extra];
}

function checkAddress(yaml: ParsedYaml, path: readonly string[]): readonly Diagnostic[] {
  const written = valueAt(yaml.data, ...path);
  if (typeof written !== 'string') return [];
  const problem = judgeAddress(written);
  // The address is not repeated, since it may contain a secret.
  return problem === undefined
    ? []
    : [errorAt(yaml.locate(path), 'PP282', `${path.join('.')} ${problem.message}`, problem.help)];
}

function judgeAddress(written: string): { readonly message: string; readonly help: string } | undefined {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined) return { message: 'is not an address', help: 'Write it as https://HOST/PATH/.' };
  if (url.username !== '' || url.password !== '') {
    return {
      message: 'has a user or a password in it',
      help: 'Name a variable that holds it: header_env: { Authorization: EXPORT_TOKEN }',
    };
  }
  if (url.search !== '' || url.hash !== '') return { message: 'has ? or #', help: 'Leave out what begins with them.' };
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))) return undefined;
  return { message: 'is not https', help: 'Write https://. http:// is for this machine only.' };
}

/** Headers of the request and the connection, which would break with another value. */
const ownHeaders = new Set(
  'connection content-length expect host keep-alive te trailer transfer-encoding upgrade'.split(' '),
);

function checkHeaders(yaml: ParsedYaml, name: string): readonly Diagnostic[] {
  const path = ['sources', name, 'header_env'];
  return Object.keys(mapAt(yaml.data, ...path))
    .filter((header) => ownHeaders.has(header.toLowerCase()))
    .map((header) =>
      errorAt(
        yaml.locateKey([...path, header]),
        'PP282',
        `the header ${header} of the source ${name} is one that pushplan sets itself`,
        'Take it out.',
      ),
    );
}

const exportIt =
  'Export what is needed as a file: put it into the data folder and query it (query without source), or fetch it with kind: https or s3.';

/** Programs that run other programs if their input says so, and what to use instead. */
const takenOver: Readonly<Record<string, string>> = {
  psql: 'Use a source of kind: postgres. It runs one query, which can read and nothing else.',
  pgcli: 'Use a source of kind: postgres. It runs one query, which can read and nothing else.',
  sqlite3: exportIt,
  mysql: exportIt,
  mariadb: exportIt,
  duckdb: 'Use query without source: pushplan runs it in DuckDB, confined.',
};

/** Checks every word of the command, since the program may follow env, docker exec and the like. */
function checkProgram(yaml: ParsedYaml, name: string): readonly Diagnostic[] {
  const words = valueAt(yaml.data, 'sources', name, 'run');
  if (!Array.isArray(words)) return [];
  return words.flatMap((word: unknown, index) => {
    const program =
      typeof word === 'string'
        ? word
            .replace(/^.*[\/\\]/v, '')
            .replace(/\.exe$/iv, '')
            .toLowerCase()
        : '';
    const help = Object.hasOwn(takenOver, program) ? takenOver[program] : undefined;
    if (help === undefined) return [];
    const message = `the source ${name} runs ${program}, in which a query can start other programs`;
    return [errorAt(yaml.locate(['sources', name, 'run', index]), 'PP282', message, help)];
  });
}
