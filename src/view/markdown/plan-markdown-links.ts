// The parameters that are added to the links of each campaign, as a table.
import type { Plan } from '../../generated/plan.ts';
import { describeLinkParams } from '../plan/link-params-words.ts';
import { leaveOut, type Section } from './markdown-page.ts';
import { tableHead, tableRow } from './markdown-table.ts';
import { showName } from './plan-markdown-decision.ts';
import { safeMarkdown } from './safe-markdown.ts';

export function linksSection({ campaigns }: Plan): Section {
  const rows = campaigns.flatMap(({ id, link_params: params }) => (params === undefined ? [] : [{ id, params }]));
  const head = tableHead([
    { name: 'campaign', align: 'left' },
    { name: 'behind https links', align: 'left' },
  ]);
  return {
    head: `<details><summary><b>Links</b></summary>\n\n${head}\n`,
    parts: rows.map(
      ({ id, params }) =>
        () =>
          tableRow([showName(id), describeLinkParams(params, safeMarkdown)]),
    ),
    separator: '\n',
    tail: '\n\n</details>',
    leftOut: leaveOut('campaign', 'campaigns', 'pushplan plan --json'),
    rank: 4,
    share: 0.02,
  };
}
