// Privacy scenarios of audiences outside of git: what a fetch writes and prints, also when it fails, lists, and a forgotten person.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canary } from './canaries.ts';
import { campaignFile, promo, type Files, type Scenario, type Step } from './privacy-scenario.ts';

/** The folder in which people may be. */
const data = '.pushplan/data';

function inDataFolder(audience: string, more: Readonly<Record<string, string>> = {}): Files {
  // The audience is not in the workspace then.
  return (rows) => ({
    [campaignFile]: promo({ audience }),
    'people.csv': '',
    [`${data}/crm.csv`]: rows,
    ...more,
  });
}

const everyPlan: readonly Step[] = [
  ['plan', 0],
  ['plan --json --out a.plan.json', 0],
  ['plan --format markdown', 0],
  ['plan --format html', 0],
  ['validate --json', 0],
];

const edit =
  (folder: string, change: (text: string) => string): Step =>
  (root) => {
    for (const name of readdirSync(join(root, folder)).filter((one) => /\.(?:csv|ndjson|yaml)$/v.test(one))) {
      const path = join(root, folder, name);
      writeFileSync(path, change(readFileSync(path, 'utf8')));
    }
  };

const { address } = canary(0);

export const fetchScenarios: readonly Scenario[] = [
  {
    name: 'a file of the data folder, fetched, changed and forgotten',
    files: inDataFolder('file: crm.csv', { 'list.csv': `email\n${canary(1).address}\n` }),
    more: 'suppress: [{ file: list.csv }]\n',
    steps: [
      ['fetch', 0],
      ['fetch --check --json', 0],
      ...everyPlan,
      ['explain promo --recipient row=3', 0, 3],
      ['apply a.plan.json --yes --json --max-sends 20', 0, 8],
      [`forget --recipient email=${address} --reason x --yes`, 0],
      ['fetch --locked --json', 0],
      edit(`${data}/promo`, (text) => `${text}\n`),
      ['plan', 5],
      ['apply --yes --json', 5],
      edit('audiences', (text) => text.replace('rows: ', 'rows: "')),
      ['plan', 3],
    ],
  },
  {
    name: 'a query, and one that quotes what it cannot cast',
    files: inDataFolder('query: vip.sql', { 'vip.sql': "SELECT * FROM 'crm.csv' ORDER BY email\n" }),
    steps: [
      ['fetch --samples', 0],
      ['plan', 0],
      (root) => {
        writeFileSync(join(root, 'vip.sql'), "SELECT *, CAST(name AS DATE) AS d FROM 'crm.csv'\n");
      },
      ['fetch', 3],
      ['fetch --json', 3],
      ['plan', 5],
    ],
  },
  {
    name: 'a list of sums and addresses',
    files: (rows) => ({ 'list.csv': `email\n${canary(1).address}\n${'ab'.repeat(32)}\n`, 'people.csv': rows }),
    more: 'suppress: [{ file: list.csv }]\n',
    steps: [
      ['validate', 3],
      ['plan --json', 3],
      ['fetch --lists', 0, 3],
    ],
  },
];
