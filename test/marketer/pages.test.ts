// Three campaigns of a marketer, from the raw file to a plan, as the docs show them: pushplan prints every message on these pages.
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readPlan } from '../support/documents.ts';
import { readPage, withAudience } from '../support/docs-page.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** The text as Turkish Windows saves it. */
function inWindows1254(text: string): Buffer {
  const letters: Readonly<Record<string, string>> = {
    ş: '\xfe',
    Ş: '\xde',
    ğ: '\xf0',
    Ğ: '\xd0',
    ı: '\xfd',
    İ: '\xdd',
  };
  return Buffer.from(
    text.replaceAll(/[şŞğĞıİ]/g, (letter) => letters[letter] ?? ''),
    'latin1',
  );
}

/** The text without the line breaks and margins of a certain width. */
function flow(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

const pages = [
  { name: 'flash-sale', file: 'flash-sale.csv', save: inWindows1254, sends: [3] },
  { name: 'cart', file: 'cart.csv', save: (text: string) => text, sends: [2, 2] },
  { name: 'birthdays', file: 'birthdays.csv', save: (text: string) => text, sends: [2] },
] as const;

test.each(pages)('$name: the page says what pushplan prints', async ({ name, file, save, sends }) => {
  await using workspace = await makeWorkspace();
  const run = (...argv: readonly string[]) => pushplan(argv, { cwd: workspace.root });
  let campaign = '';
  const planned: number[] = [];
  for (const { kind, text } of readPage(name)) {
    if (kind === 'csv') await workspace.write(file, save(text));
    if (kind === 'yaml') {
      const isWhole = text.startsWith('version:');
      if (isWhole) campaign = text;
      await workspace.write('a.campaign.yaml', isWhole ? campaign : withAudience(campaign, text));
    }
    if (kind === 'text') {
      const said = flow(`${(await run('validate')).stdout} ${(await run('plan')).stdout}`);
      for (const part of text.split('\n\n')) expect(said).toContain(flow(part));
    }
    if (kind === 'json') {
      await workspace.write('a.campaign.yaml', campaign);
      const rendered = (await run('render', 'a.campaign.yaml')).json() as {
        readonly title: string;
        readonly message: string;
      }[];
      expect(rendered.flatMap(({ title, message }) => [flow(title), flow(message)])).toEqual(JSON.parse(text));
      const plan = await run('plan', '--json');
      expect(plan.exitCode).toBe(0);
      planned.push(readPlan(plan).totals.send);
    }
  }
  expect(planned).toEqual(sends);
});
