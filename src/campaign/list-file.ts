// A list of people as it is written, in a campaign or in pushplan.yaml.
import type { ListFile } from './campaign.ts';

type WrittenList = Pick<ListFile, 'file'> & { readonly match?: ListFile['match']; readonly hashed?: 'sha256' };

export function readListFile({ file, match = 'any', hashed }: WrittenList): ListFile {
  return { file, match, isHashed: hashed !== undefined };
}
