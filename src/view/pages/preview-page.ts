// The page that preview writes: the campaigns of a workspace, with the findings in their texts.
import type { AuditFinding, Base } from '../../generated/plan.ts';
import { markup, type Markup } from '../markup.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { showAudit } from './audit-html.ts';
import { linkToCampaign, markContents } from './contents-html.ts';
import { formatPreviewHtml } from './preview-html.ts';
import type { SeenSample } from './sample-html.ts';

export interface PreviewFacts {
  readonly campaigns: readonly {
    readonly id: string;
    readonly file: string;
    readonly samples: readonly SeenSample[];
    readonly audit: readonly AuditFinding[];
    readonly sends: number;
    readonly rows: number;
    readonly unknownBefore?: string;
  }[];
  readonly isReal: boolean;
  readonly base?: Base;
}

export function formatPreviewPage({ campaigns, isReal, base }: PreviewFacts): string {
  return formatPreviewHtml({
    title: 'How it will look',
    about: [
      isReal
        ? markup`<p class="note warning"><b>Real people are in this page.</b> Do not pass it on.</p>\n`
        : markup`<p class="dim">Names, numbers and addresses of people are stand-ins. Pictures are not loaded: their addresses are below the phones. Phones differ; a lock screen shows about as much as here.</p>\n`,
      ...(base === undefined ? [] : [showBaseLine(base)]),
      ...(campaigns.length > 1 ? [showContents(campaigns)] : []),
    ],
    campaigns: campaigns.map((one) => ({
      ...one,
      facts: [
        markup`<p>${formatCount(one.sends)} of ${countOf(one.rows, 'row')} could be sent to. Neither the ledger nor lists were asked.</p>\n`,
        ...(one.unknownBefore === undefined
          ? []
          : [markup`<p class="note warning">What the base shows is not known: ${one.unknownBefore}.</p>\n`]),
        ...showAudit(one.audit),
      ],
    })),
  });
}

function showContents(campaigns: PreviewFacts['campaigns']): Markup {
  const items = campaigns.map(
    ({ id, samples }) =>
      markup`<li>${linkToCampaign(id)} <span class="dim">${countOf(samples.length, 'sample')}</span></li>\n`,
  );
  return markContents(markup`<ul class="contents">\n${items}</ul>`);
}

function showBaseLine({ ref, commit, removed }: Base): Markup {
  const gone = removed.length === 0 ? undefined : markup` Removed since: ${removed.map(({ id }) => id).join(', ')}.`;
  return markup`<p>Compared with <code>${ref}</code> (<code>${commit.slice(0, 12)}</code>).${gone}</p>\n`;
}
