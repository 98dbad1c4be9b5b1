// The campaigns that somebody was ever claimed for, by the file they were in then.
import type { Database } from './database.ts';
import { text } from './row.ts';

export function sentCampaigns(database: Database): readonly { readonly id: string; readonly file: string }[] {
  return database
    .all('SELECT id, file FROM campaign WHERE EXISTS (SELECT 1 FROM sent WHERE campaign = number) ORDER BY id')
    .map((row) => ({ id: text(row, 'id'), file: text(row, 'file') }));
}
