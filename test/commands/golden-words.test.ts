// Compares the plan of a campaign with golden files: four languages, two arms, a holdout, a rollout, a table and link parameters.
// The notifications of each language are compared too. `vitest -u` writes the golden files again; review the differences.
import { expect, it } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { makeWorkspace, sandboxOnly } from '../support/workspace.ts';

const languages = ['en', 'tr', 'de', 'ru'];
const rows = Array.from(
  { length: 80 },
  (_, row) => `p${row}@example.com,Ada,${languages[row % 4]},${row % 7},S${row % 3}`,
);

const files = {
  'pushplan.yaml': sandboxOnly,
  'people.csv': ['email,first_name,lang,n,sku', ...rows, ''].join('\n'),
  'products.csv': 'sku,name\nS0,Hat\nS1,Scarf\nS2,Sock\n',
  'translations/en.yaml': "left: { one: '# thing waits', other: '# things wait' }\n",
  'translations/tr.yaml': "left: { other: '# ürün bekliyor' }\n",
  'translations/de.yaml': "left: { one: '# Sache wartet', other: '# Sachen warten' }\n",
  'translations/ru.yaml':
    "left: { one: '# вещь ждёт', few: '# вещи ждут', many: '# вещей ждут', other: '# вещи ждут' }\n",
  'words.campaign.yaml': `version: 1
id: words
audience: { file: people.csv, columns: { n: integer } }
locale: '{{lang}}'
default_locale: en
locales:
  tr: { title: '{{first_name}}, sepetin' }
  de: { title: '{{first_name}}, dein Warenkorb', ios: { badge: null } }
  ru: { title: '{{first_name}}, корзина' }
variants:
  - { name: A, weight: 50, camp_id: 501 }
  - { name: B, weight: 50, camp_id: 502, notification: { message: "{{find 'products' sku 'name'}}: {{t 'left' count=n}}" } }
holdout: 10%
rollout: [10%, { pause: 10m }, 50%, { pause: manual }, 100%]
data: { products: { file: products.csv, key: sku } }
link_params: { utm_source: push, utm_campaign: '{{@campaign}}', utm_content: '{{@arm}}' }
notification:
  identifiers: { email: '{{email}}' }
  camp_id: 500
  camp_name: Words
  title: '{{first_name}}, your cart'
  message: "{{t 'left' count=n}}"
  image_url: https://img.example.com/a.jpg
  android: { deep_link: { ins_dl_internal: 'https://shop.example.com/cart' } }
  ios: { badge: 1, deep_link: { ins_dl_internal: 'https://shop.example.com/cart' } }
`,
};

it('a campaign in four languages is planned and rendered as in the golden files', async () => {
  await using workspace = await makeWorkspace(files);
  const run = async (...argv: string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await pushplan(argv, { cwd: workspace.root });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    return stdout;
  };
  await expect(await run('plan', '--format', 'markdown')).toMatchFileSnapshot('../golden/words.md');
  const rendered: string[] = [];
  for (const lang of languages) {
    const some = ['render', 'words.campaign.yaml', '--where', `lang=${lang}`, '--limit', '4', '--format', 'ndjson'];
    rendered.push(await run(...some));
  }
  await expect(rendered.join('')).toMatchFileSnapshot('../golden/words.ndjson');
});
