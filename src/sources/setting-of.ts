// Returns the settings in pushplan.yaml for the source that an audience names.
import type { AudienceSource } from '../campaign/audience-source.ts';
import type { CampaignAudience } from '../campaign/campaign.ts';

/** Returns undefined for an audience without a source. */
export function settingOf({ source }: Pick<CampaignAudience, 'source'>): AudienceSource | undefined {
  if (source === undefined) return undefined;
  if (source.setting === undefined) throw new Error(`the source ${source.name} was not looked up`);
  return source.setting;
}

/** Returns the settings that decide which rows are fetched. */
export function factsOfSource(setting: AudienceSource): readonly unknown[] {
  const { kind } = setting;
  switch (kind) {
    case 'postgres':
      return [kind, setting.addressEnv];
    case 'https':
      return [kind, setting.base, Object.entries(setting.headerEnv).toSorted(([a], [b]) => (a < b ? -1 : 1))];
    case 's3':
      return [kind, setting.bucket, setting.region, setting.endpoint];
    case 'command':
      return [kind, setting.run, setting.env, setting.format];
  }
}
