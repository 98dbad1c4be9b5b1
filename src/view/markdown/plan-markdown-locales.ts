// The languages of the recipients as a table: which texts they get, how many there are, who has no texts, and whose titles are cut.
import type { CampaignPlan, LocalePlan, Plan } from '../../generated/plan.ts';
import { formatCount } from '../../numbers.ts';
import { whoseTexts } from '../plan/locale-words.ts';
import { foldedTable } from './folded-table.ts';
import type { Section } from './markdown-page.ts';
import { showName } from './plan-markdown-decision.ts';
import { safeMarkdown } from './safe-markdown.ts';

export function localesSection({ campaigns }: Plan): Section {
  const rows = campaigns.flatMap((campaign) => (campaign.locales ?? []).map((locale) => ({ campaign, locale })));
  const hasLater = rows.some(({ locale: { deferred = 0 } }) => deferred > 0);
  const missing = rows.reduce((sum, { locale }) => sum + locale.missing, 0);
  const summary = missing === 0 ? '' : `, ${formatCount(missing)} without texts`;
  return foldedTable({
    summary: `<b>Languages</b>${summary}`,
    isOpen: true,
    columns: [
      { name: 'campaign', align: 'left' },
      { name: 'language', align: 'left' },
      { name: 'texts', align: 'left' },
      { name: 'send', align: 'right' },
      ...(hasLater ? [{ name: 'later', align: 'right' } as const] : []),
      { name: 'without texts', align: 'right' },
      { name: 'title cut', align: 'right' },
    ],
    rows,
    show: ({ campaign, locale }) => formatRow(campaign, locale, hasLater),
    of: ['language', 'languages'],
    share: 0.05,
  });
}

function formatRow({ id }: CampaignPlan, locale: LocalePlan, hasLater: boolean): readonly string[] {
  const { send: all, deferred = 0, missing, title_cut: cut } = locale;
  const send = all - deferred;
  return [
    showName(id),
    safeMarkdown(locale.locale),
    safeMarkdown(whoseTexts(locale)),
    send === 0 ? '0' : `**${formatCount(send)}**`,
    ...(hasLater ? [formatCount(deferred)] : []),
    formatCount(missing),
    formatCount(cut),
  ];
}
