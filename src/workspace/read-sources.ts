// Reads the sources and the data store of a pushplan.yaml that fits the schema and the rules. Fills in defaults.
import type { AudienceSource, BucketPlace } from '../campaign/audience-source.ts';
import { parseDuration } from '../campaign/schedule/parse-duration.ts';
import type { ParsedYaml } from '../campaign/yaml/parse-yaml.ts';
import type { Source as WrittenSource, WorkspaceFile } from '../generated/workspace.ts';
import type { DataStore } from './settings.ts';

const usualTimeout = '10m';
const usualSize = '10GB';
/** The longest timeout that timers and PostgreSQL accept, in milliseconds: almost 25 days. */
const longestTimeout = 2 ** 31 - 1;
const usualRegion = 'us-east-1';

export function readSources(
  yaml: ParsedYaml,
  written: WorkspaceFile['sources'] = {},
): Readonly<Record<string, AudienceSource>> {
  const sources: Record<string, AudienceSource> = Object.create(null);
  for (const [name, source] of Object.entries(written)) {
    const timeout = Math.min(parseDuration(source.timeout ?? usualTimeout) ?? 0, longestTimeout);
    const any = { name, timeout, at: yaml.locateKey(['sources', name]) };
    sources[name] = { ...any, ...readKind(source) };
  }
  return sources;
}

type OfKind<Source> = Source extends AudienceSource ? Omit<Source, 'name' | 'timeout' | 'at'> : never;

function readKind(written: WrittenSource): OfKind<AudienceSource> {
  const { kind, address_env: addressEnv = '', base = '', header_env: headerEnv = {}, max_size: size } = written;
  const { run = [], env = [], format = 'csv' } = written;
  const maxBytes = parseSize(size ?? usualSize);
  switch (kind) {
    case 'postgres':
      return { kind, addressEnv };
    case 'https':
      return { kind, base, headerEnv, maxBytes };
    case 's3':
      return { kind, ...readPlace(written), maxBytes };
    case 'command':
      return { kind, run, env, format };
  }
}

function readPlace({
  bucket = '',
  region = usualRegion,
  endpoint,
}: Pick<WrittenSource, 'bucket' | 'region' | 'endpoint'>): BucketPlace {
  return { bucket, region, ...(endpoint === undefined ? {} : { endpoint }) };
}

function parseSize(written: string): number {
  return Number.parseInt(written, 10) * (written.endsWith('GB') ? 1_000_000_000 : 1_000_000);
}

export function readDataStore(
  yaml: ParsedYaml,
  written: WorkspaceFile['data_store'],
): { readonly dataStore?: DataStore } {
  if (written === undefined) return {};
  const { prefix = '' } = written;
  const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  return { dataStore: { ...readPlace(written), prefix: folder, at: yaml.locateKey(['data_store']) } };
}
