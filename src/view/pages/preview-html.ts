// The page of preview: the samples of every campaign on phones, the worst first.
import { joinMarkup, markup, type Markup } from '../markup.ts';
import { countOf } from '../../numbers.ts';
import { anchorOf, contentsStyle, linkBack } from './contents-html.ts';
import { formatHtmlPage } from './html-page.ts';
import { phoneStyle } from './phone-style.ts';
import { showSample, type SeenSample } from './sample-html.ts';

interface PreviewCampaign {
  readonly id: string;
  readonly file: string;
  readonly samples: readonly SeenSample[];
  /** Shown between its name and its samples. */
  readonly facts: readonly Markup[];
}

export interface Preview {
  readonly title: string;
  /** Rules for this page, besides those of phones. */
  readonly style?: string;
  /** Shown below the title. With several campaigns, it has a list of them (`markContents`). */
  readonly about: readonly Markup[];
  readonly campaigns: readonly PreviewCampaign[];
}

export function formatPreviewHtml({ title, style = '', about, campaigns }: Preview): string {
  const back = campaigns.length > 1 ? linkBack() : undefined;
  const body = markup`<main>
<h1>${title}</h1>
${about}${tools}${campaigns.map((campaign) => showCampaign(campaign, back))}</main>
`;
  return formatHtmlPage({ title, body, style: phoneStyle + contentsStyle + style });
}

/** Shows the number of samples, and a sentence if there is none, since a reader would look for them. */
function showCampaign({ id, file, samples, facts }: PreviewCampaign, back: Markup | undefined): Markup {
  const none =
    samples.length === 0 ? markup`<p class="note">No sample: no row of the audience is sent.</p>\n` : undefined;
  return markup`<section id="${anchorOf(id)}">
<h2>${id}</h2>
<p class="dim"><code>${file}</code>, ${countOf(samples.length, 'sample')}${back}</p>
${joinMarkup(facts)}${none}${samples.map(showSample)}</section>
`;
}

const tools = markup`<form class="tools">
${[
  choose('Colours', 'tone', [
    ['system', 'as the system'],
    ['light', 'light'],
    ['dark', 'dark'],
  ]),
  choose('Text', 'type', [
    ['usual', 'usual'],
    ['large', 'large'],
  ]),
  choose('Phones', 'show', [
    ['both', 'both'],
    ['ios', 'iPhone'],
    ['android', 'Android'],
  ]),
]}</form>
`;

/** The first choice is selected initially. Choices take effect by the style alone, without a script. */
function choose(legend: string, name: string, choices: readonly (readonly [value: string, words: string])[]): Markup {
  const inputs = choices.map(
    ([value, words], index) =>
      markup`<label><input type="radio" name="${name}" id="${name}-${value}"${index === 0 ? markup` checked="checked"` : undefined}/>${words}</label>`,
  );
  return markup`<fieldset><legend>${legend}</legend>${inputs}</fieldset>\n`;
}
