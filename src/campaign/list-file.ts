// A list of people as it is written, in a campaign or in pushplan.yaml.
import type { ExclusionList } from '../generated/campaign.ts';
import type { ListFile } from './campaign.ts';

export function readListFile({ file, match = 'any', hashed }: ExclusionList): ListFile {
  return { file, match, isHashed: hashed !== undefined };
}
