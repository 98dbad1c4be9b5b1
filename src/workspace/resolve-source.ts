// Looks up the source that a campaign names in pushplan.yaml, and adds its settings to the campaign.
import { takenBy, type AudienceSource } from '../campaign/audience-source.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { findNearest } from '../campaign/find-nearest.ts';
import type { ReadCampaign } from '../campaign/read-campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import type { WorkspaceSettings } from './settings.ts';

/** Returns no campaign if there is no such source, since its rows cannot be checked. */
export function resolveSource(read: ReadCampaign, { sources }: Pick<WorkspaceSettings, 'sources'>): ReadCampaign {
  const { campaign, diagnostics } = read;
  const named = campaign?.audience.source;
  if (campaign === undefined || named === undefined) return read;
  const setting = sources[named.name];
  const wrong =
    setting === undefined ? refuseUnknown(campaign, named.name, Object.keys(sources)) : judgeUse(campaign, setting);
  if (wrong.length > 0 || setting === undefined) return { diagnostics: [...diagnostics, ...wrong] };
  const rows = setting.kind === 'postgres' ? 'csv' : setting.kind === 'command' ? setting.format : undefined;
  const audience = { ...campaign.audience, source: { ...named, setting }, ...(rows === undefined ? {} : { rows }) };
  return { campaign: { ...campaign, audience }, diagnostics };
}

function refuseUnknown(campaign: Campaign, name: string, known: readonly string[]): readonly Diagnostic[] {
  const nearest = findNearest(name, known);
  const help =
    nearest !== undefined
      ? `Did you mean ${JSON.stringify(nearest)}?`
      : known.length === 0
        ? 'Add it to pushplan.yaml: sources: { warehouse: { kind: postgres, address_env: WAREHOUSE_URL } }'
        : `Defined are: ${known.join(', ')}.`;
  const message = `the source ${JSON.stringify(name)} is not defined in pushplan.yaml`;
  return [errorAt(locateIn(campaign, ['audience', 'source']), 'PP280', message, help)];
}

function judgeUse(campaign: Campaign, setting: AudienceSource): readonly Diagnostic[] {
  const { query } = campaign.audience;
  const { name, kind } = setting;
  const takes = takenBy(setting);
  const given = query === undefined ? 'object' : 'query';
  if (takes !== given) {
    const message = `the source ${name} is of kind ${kind}, which has ${takes === 'query' ? 'no objects, but runs queries' : 'objects, and runs no queries'}`;
    const help =
      takes === 'query'
        ? 'Name the file of a query in place of object: query: audiences/vip.sql.'
        : 'Name what it holds in place of query: object: vip.csv. To query that, fetch it into the data folder first, or use query without source.';
    return [errorAt(locateIn(campaign, ['audience', given]), 'PP281', message, help)];
  }
  if (kind !== 'command' || query === undefined || Object.keys(query.params).length === 0) return [];
  const message = `the source ${name} is a command, and params cannot be bound to a command`;
  return [errorAt(locateIn(campaign, ['audience', 'params']), 'PP281', message, 'Write the values into the query.')];
}
