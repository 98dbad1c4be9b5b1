// What the language and the arm of a row cost: the same audience planned in turns without anything, and with each of languages,
// translations, arms, a rollout, a table, link parameters, emoji and helpers. First, the draws over a million people are counted.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { makeWorkspace } from '../support/workspace.ts';
import type { BenchCase } from './bench-case.ts';
import { countDraws } from './count-draws.ts';
import { formatTable } from './format-table.ts';
import { startMeasured } from './measured-process.ts';
import { measureInTurns, type TurnCost } from './turns.ts';

const languages = ['en', 'tr', 'de', 'ru'];
const inLanguages = "locale: '{{lang}}'\ndefault_locale: en";
const arms = `holdout: 5%
variants:
  - { name: A, weight: 50, camp_id: 901 }
  - { name: B, weight: 50, camp_id: 902, notification: { title: '{{name}}, hello' } }`;

interface Written {
  readonly more?: string;
  readonly title?: string;
  readonly message?: string;
}

/** One campaign each, over the same people. */
const campaigns: Readonly<Record<string, Written>> = {
  plain: {},
  locales: {
    more: `${inLanguages}\nlocales: { tr: { title: 'Selam {{name}}' }, de: { title: 'Hallo {{name}}' }, ru: { title: 'Привет {{name}}' } }`,
  },
  translations: { more: inLanguages, title: "{{t 'hello' name=name}}" },
  arms: { more: arms },
  rollout: { more: 'rollout: [1%, { pause: 10m }, 10%, { pause: manual }, 100%]' },
  table: { more: 'data: { cities: { file: cities.csv, key: id } }', title: "Hello {{find 'cities' city 'name'}}" },
  links: { more: "link_params: { utm_source: push, utm_campaign: '{{@campaign}}', city: '{{city}}' }" },
  emoji: { title: '🔥 Hello {{name}} 🎉', message: 'Good to see you ❤️ Today 20% off 👇' },
  helpers: { title: '{{titlecase name}}, {{truncate product 20}}', message: "Until {{date due 'en' style='long'}}" },
};

export const benchWords: BenchCase = async ({ rows = 100_000, rounds = 3, log }) => {
  log('drawing a million people');
  const draws = countDraws(1_000_000);
  log(`writing ${rows} rows`);
  const names = Object.keys(campaigns);
  await using workspace = await makeWorkspace({
    'pushplan.yaml': `version: 1\nenvironments:\n  sandbox: { endpoint: sandbox }\npolicy: { max_recipients: ${rows} }\n`,
    'cities.csv': `id,name\n${Array.from({ length: 1_000 }, (_, id) => `${id},City ${id}\n`).join('')}`,
    ...Object.fromEntries(languages.map((tag) => [`translations/${tag}.yaml`, `hello: '${tag}: hello {{name}}'\n`])),
    ...Object.fromEntries(
      names.map((name, index) => [`${name}.campaign.yaml`, campaignOf(name, index + 1, campaigns[name])]),
    ),
  });
  const cwd = workspace.root;
  await writePeople(join(cwd, 'people.csv'), rows);
  const contestants = names.map((what) => ({
    what,
    start: () => startMeasured(['plan', `${what}.campaign.yaml`, '--json', '--threads', '1'], { cwd }),
  }));
  const costs = await measureInTurns(contestants, rounds, log);
  return { text: `${formatDraws(draws)}\n\n${formatCosts(rows, costs)}\n`, result: { rows, draws, costs } };
};

function campaignOf(
  id: string,
  campId: number,
  { more = '', title = 'Hello {{name}}', message = 'Good to see you' }: Written = {},
): string {
  return `version: 1
id: ${id}
${more}
audience: { file: people.csv }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: ${campId}
  camp_name: ${id}
  title: "${title}"
  message: "${message}"
  image_url: https://img.example.com/a.jpg
  android: { deep_link: { ins_dl_internal: 'https://shop.example.com/{{city}}' } }
`;
}

async function writePeople(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path, { highWaterMark: 1024 * 1024 });
  file.write('email,lang,name,city,due,product\n');
  for (let row = 0; row < rows; row += 1) {
    const due = `2026-12-${String((row % 31) + 1).padStart(2, '0')}`;
    const cells = [`person${row}@example.com`, languages[row % languages.length], `Person ${row}`, row % 1_000, due];
    if (!file.write(`${cells.join(',')},Cast-iron pan of ${row % 40} cm\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

function formatDraws(draws: ReturnType<typeof countDraws>): string {
  const head = ['people', 'drawn', 'expected', 'standard deviations off'];
  return formatTable(
    head,
    draws.map(({ what, count, expected, deviations }) => [
      what,
      String(count),
      expected.toFixed(0),
      deviations.toFixed(2),
    ]),
  );
}

/** Microseconds of processor time per row, in addition to the first one. */
function formatCosts(rows: number, costs: readonly TurnCost[]): string {
  const plain = costs[0]?.processorSeconds ?? 0;
  const cells = costs.map(({ what, processorSeconds, memory }) => [
    what,
    processorSeconds.toFixed(2),
    (processorSeconds / plain).toFixed(2),
    (((processorSeconds - plain) / rows) * 1_000_000).toFixed(1),
    memory.toFixed(0),
  ]);
  return formatTable(['plan', 'processor s', 'times plain', 'µs more a row', 'memory MiB'], cells);
}
