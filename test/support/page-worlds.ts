// What a reader of each page has before they begin: files, and what was already sent. Pages that are not listed need nothing.
import { listRepositoryFiles, readRepositoryBytes } from './repository.ts';
import type { PageWorld } from './run-page.ts';
import { campaignText, people } from './workspace.ts';

export interface PreparedWorld extends PageWorld {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

function table(header: string, rows: readonly string[]): string {
  return [header, ...rows, ''].join('\n');
}

function repeat(count: number, row: (index: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, index) => row(index));
}

/** The examples of the repository, which some pages mention. */
export function examples(folder = ''): Readonly<Record<string, Uint8Array>> {
  const paths = listRepositoryFiles().filter((path) => path.startsWith('campaigns/'));
  return Object.fromEntries(paths.map((path) => [path.replace('campaigns/', folder), readRepositoryBytes(path)]));
}

const link = '  android: { deep_link: { ins_dl_internal: https://shop.example.com/sale } }\n';
const sale = campaignText({ id: 'sale', title: 'The sale begins' });
const git = 'git init -q -b main && git config user.name a && git config user.email a@example.com';
const commit = 'git add -A && git commit -q -m base';
/** The sandbox plays production. */
const production = 'version: 1\nenvironments:\n  production: { endpoint: sandbox, requests_per_minute: 6000 }\n';
const atVendorsPace = 'version: 1\nenvironments:\n  sandbox: { endpoint: sandbox }\n';

const over = (query: string): string => sale.replace('{ file: people.csv }', query).replaceAll('sale', 'vip');
const folder = `${production}data_dir: data\n`;
const crm = table(
  'email;name;sku;price',
  repeat(30, (index) => `p${index % 10}@example.com;P;s${index};${50 + index},50`),
);

/** The changes of the README's pull request: a text, and the recipients. */
const change = [
  "perl -pi -e 's/is on its way/has left our warehouse/' campaigns/partials/order-title.hbs",
  "perl -pi -e 's/got cheaper/is cheaper/' campaigns/wishlist-price-drop.campaign.yaml",
  "perl -ni -e 'print unless $. > 4 && $. < 8' campaigns/audiences/wishlists.csv",
  `for n in $(seq 20); do sed -n 5p campaigns/audiences/wishlists.csv | sed "s/^[^,]*,[^,]*,/c-9$n,new$n@example.com,/" >> campaigns/audiences/wishlists.csv; done`,
];

/** Worlds by the path of the page below .github. */
export const pageWorlds: Readonly<Record<string, PreparedWorld>> = {
  '../README.md': {
    files: { ...examples('campaigns/'), '.gitignore': '.pushplan/\n' },
    before: ['rm pushplan.yaml', git, commit, 'git checkout -q -b change', ...change, commit, 'git checkout -q main'],
  },
  'CAPS.md': {
    time: '2026-11-29T10:00:00Z',
    before: ['pushplan apply first.campaign.yaml cart-reminder.campaign.yaml --yes'],
    files: {
      'first.campaign.yaml': campaignText({ id: 'first', more: 'tags: [promo]' }),
      'second.campaign.yaml': campaignText({ id: 'second', campId: 8 }),
      'third.campaign.yaml': campaignText({ id: 'third', campId: 9, more: 'tags: [promo]' }),
      'cart-reminder.campaign.yaml': campaignText({
        id: 'cart-reminder',
        campId: 10,
        more: 'tags: [news]',
        file: 'others.csv',
      }),
      'people.csv': people(28),
      'others.csv': people(28, 100),
    },
  },
  'COMMANDS.md': { before: ['pushplan init push', 'cd push'] },
  'DATA.md': {
    begin: 'push',
    before: [git],
    files: {
      'push/pushplan.yaml': production.replace('production:', 'sandbox:'),
      'push/vip.campaign.yaml': over('{ file: people.csv }'),
      'push-data/crm.csv': crm,
    },
  },
  'EXPLAIN.md': {
    time: '2026-11-29T12:00:00Z',
    before: ['pushplan apply news.campaign.yaml --yes'],
    files: {
      'news.campaign.yaml': campaignText({ id: 'news', campId: 8, file: 'bob.csv' }),
      'sale.campaign.yaml': sale.replace('{ file: people.csv }', '\n  file: people.csv\n  where: { name: Ana }'),
      'bob.csv': 'email,name\nbob@example.com,Bob\n',
      'people.csv': 'email,name\nana@example.com,Ana\nbob@example.com,Bob\n',
    },
  },
  'FORGET.md': {
    production: 'production',
    before: ['pushplan fetch', 'pushplan apply --yes --max-sends 1 # exit 8'],
    files: {
      'pushplan.yaml': folder,
      'vip.campaign.yaml': over('{ file: crm.csv }').replace('"{{email}}"', '"{{email}}", phone_number: "{{phone}}"'),
      'data/crm.csv': 'email,name,phone\nana@example.com,Ana,+15550100001\nname@example.com,Bo,+15550100002\n',
    },
  },
  'LANGUAGES.md': {
    files: {
      'cart.campaign.yaml': campaignText({ id: 'cart', file: 'carts.csv', title: 'Hello' }),
      'translations/en.yaml': "cart: { title: 'Hello, {{name}}', left: { one: '# thing', other: '# things' } }\n",
      'carts.csv': 'email,first_name,n,lang\nada@example.com,Ада,3,ru\n',
      'people.csv': table('email,name,lang', [
        ...repeat(40, (index) => `p${index}@example.com,P,${['tr', 'tr-CY', 'en', 'de'][index % 4] ?? ''}`),
      ]),
    },
  },
  'LINKS.md': {
    files: { 'sale.campaign.yaml': sale + link, 'people.csv': 'email,name,segment\nana@example.com,Ana,new\n' },
  },
  'LISTS.md': {
    files: {
      'sale.campaign.yaml': sale,
      'people.csv': people(10),
      'lists/unsubscribed.csv': 'email\nperson0@example.com\nperson1@example.com\n',
      'lists/no-promotions.csv': 'email\nperson2@example.com\n',
      'lists/staff.csv': 'email\nperson3@example.com\n',
    },
  },
  'PREVIEW.md': {
    before: [git, commit, 'pushplan apply --yes', 'pushplan render --write rendered --pictures=svg', commit],
    files: { ...examples(), '.gitignore': '.pushplan/\n' },
  },
  'PULL-REQUESTS.md': {
    production: 'production',
    env: {
      DESK_EMAIL: 'desk@office.example',
      ANA_EMAIL: 'ana46@office.example',
      GITHUB_SHA: '4be1c0de9a77'.padEnd(40, '0'),
    },
    before: [git, commit, 'git checkout -q -b change', "perl -pi -e 's/begins/has begun/' sale.campaign.yaml", commit],
    files: {
      'pushplan.yaml': `${production}test_recipients: [${['desk', 'ana'].map((name) => `{ name: ${name}, email_env: ${name.toUpperCase()}_EMAIL }`).join(', ')}]\n`,
      'sale.campaign.yaml': sale,
      'people.csv': people(10),
      '.gitignore': '.pushplan/\n',
    },
  },
  'ROLLOUTS.md': { files: { 'pushplan.yaml': atVendorsPace, 'sale.campaign.yaml': sale, 'people.csv': people(2_000) } },
  'SANDBOX.md': { files: { 'users.json': '[]' } },
  'SCHEDULES.md': {
    time: '2026-11-29T09:00:00Z',
    files: {
      'hello.campaign.yaml': campaignText(),
      'weekly.campaign.yaml': campaignText({ id: 'weekly', campId: 8 }),
      'many.campaign.yaml': campaignText({ id: 'many', campId: 9, file: 'many.csv' }),
      'people.csv': table(
        'email,name,tz',
        repeat(10, (index) => `p${index}@example.com,P,`),
      ),
      'many.csv': people(400),
    },
  },
  'TABLES.md': {
    before: [git],
    files: {
      'back.campaign.yaml': campaignText({ id: 'back' }),
      'people.csv': table(
        'email,sku',
        repeat(3, (index) => `person${index}@example.com,p${index}`),
      ),
      'data/products.csv': table(
        'sku,name,price',
        repeat(1_200, (index) => (index === 1 ? 'p1,Hat,19.00' : `p${index},Product ${index},${index}.50`)),
      ),
    },
  },
  'TESTS.md': { files: { 'people.csv': 'email,first_name\nana@example.com,Ana\n' } },
  'VARIANTS.md': { files: { 'pushplan.yaml': atVendorsPace, 'people.csv': people(400) } },
  'docs/tutorial.md': { begin: 'empty' },
  'docs/daily.md': {
    files: {
      'audiences/cart.csv': table(
        'id,name,product,picture',
        repeat(40, (index) => `c${index},N,A lamp,lamp.jpg`),
      ),
    },
  },
  'docs/spreadsheet.md': {
    begin: 'push',
    before: [git],
    files: { 'push/pushplan.yaml': production.replace('production:', 'sandbox:') },
  },
};
