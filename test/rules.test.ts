// Checks that every code is explained in .github/RULES.md, and that pushplan can report every code.
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { readCampaign } from '../src/campaign/read-campaign.ts';
import { rules } from '../src/diagnostic.ts';
import { readMarkdown } from './support/markdown-reader.ts';
import { listRepositoryFiles, readRepositoryFile } from './support/repository.ts';

interface Section {
  readonly code: string;
  readonly title: string;
  readonly body: string;
}

/** The heading is only the code, so that its anchor is the code in lower case. The title is below it in bold. */
function readSections(): readonly Section[] {
  const [, ...parts] = readRepositoryFile('.github/RULES.md').split(/^### /m);
  return parts.map((part) => {
    const [, code = '', title = '', body = ''] = /^(.+)\n\n\*\*(.+?)\*\*([^]*)/.exec(part) ?? [];
    return { code, title, body };
  });
}

/** The places of keys in examples that do not belong under `notification`. */
const homes = {
  top: /^(audience|resend|max_recipients|api_key|api_key_env|locale|default_locale|locales|variants|holdout|rollout|test_share|winner|experiment|approve|newcomers):/,
  identifiers: /^phone_number:/,
  ios: /^deep_link:/,
};

function keyOf(line: string): string {
  return line.replace(/:.*/, '');
}

/** Returns a campaign with these lines, which is valid apart from them. */
function writeCampaign(lines: readonly string[]): string {
  const [top, identifiers, ios] = [homes.top, homes.identifiers, homes.ios].map((keys) =>
    lines.filter((line) => keys.test(line)),
  );
  const others = lines.filter((line) => !Object.values(homes).some((keys) => keys.test(line)));
  const usual = ['title: Sale', 'message: It begins today', 'image_url: https://img.example.com/sale.jpg'];
  const missing = usual.filter((line) => !others.some((other) => keyOf(other) === keyOf(line)));
  const people = identifiers?.length === 0 ? ['uuid: "{{id}}"'] : identifiers;
  const isTold = others.some((line) => keyOf(line) === 'identifiers');
  const notification = [
    'camp_id: 1',
    'camp_name: Sale',
    ...others,
    ...missing,
    ...(isTold ? [] : writeMap('identifiers', people)),
    ...(ios?.length === 0 ? [] : writeMap('ios', ios)),
  ];
  const isRead = top?.some((line) => keyOf(line) === 'audience') === true;
  const head = ['version: 1', 'id: example', ...(isRead ? [] : ['audience: { file: audiences/people.csv }'])];
  return [...head, ...(top ?? []), ...writeMap('notification', notification), ''].join('\n');
}

function writeMap(key: string, lines: readonly string[] = []): readonly string[] {
  return [`${key}:`, ...lines.map((line) => `  ${line}`)];
}

function codesOf(lines: readonly string[]): readonly string[] {
  return readCampaign('example.campaign.yaml', writeCampaign(lines)).diagnostics.map(({ code }) => code);
}

function isYaml(text: string): boolean {
  try {
    return parse(text) !== undefined;
  } catch {
    return false;
  }
}

describe('RULES.md', () => {
  const sections = readSections();

  it('has one section for each code, in order, with the title of the code', () => {
    const found = sections.map(({ code, title }) => [code, title]);
    expect(found).toEqual(Object.entries(rules));
  });

  it('has one heading for each table of codes', async () => {
    const names = listRepositoryFiles().flatMap((path) => /^src\/rule-titles\/(.+)\.ts$/.exec(path)?.[1] ?? []);
    const modules: readonly Readonly<Record<string, object>>[] = await Promise.all(
      names.map((name) => import(`../src/rule-titles/${name}.ts`)),
    );
    const tables = modules.flatMap((module) => Object.values(module).map((titles) => Object.keys(titles).join(' ')));
    const [, ...parts] = readRepositoryFile('.github/RULES.md').split(/^## /m);
    const found = parts.map((part) => Array.from(part.matchAll(/^### (.+)/gm), ([, code]) => code).join(' '));
    expect(found.toSorted()).toEqual(tables.toSorted());
  });

  it('shows a heading for each code: none is hidden in an example', () => {
    const { tags } = readMarkdown(readRepositoryFile('.github/RULES.md'));
    expect(tags.filter((tag) => tag === '<h3>')).toHaveLength(sections.length);
  });

  it('states the severity of each code, the exit code of errors, and the reason', () => {
    const incomplete = sections.filter(({ body }) => {
      const [first = '', , why = ''] = body.split('\n');
      const isGraded = first.startsWith(' · warning') || (/^ · error\b/.test(first) && /exit \d/.test(first));
      return !isGraded || why.length < 60;
    });
    expect(incomplete.map(({ code }) => code)).toEqual([]);
  });

  it('has each paragraph in one line, so that none is repeated in other words', () => {
    const prose = readRepositoryFile('.github/RULES.md').replaceAll(/^```[^]*?^```$/gmv, '');
    expect([...prose.matchAll(/^[A-Z`"].*\n(?=[A-Z`"])/gmv)].map(([line]) => line)).toEqual([]);
  });

  it('links only to sections that exist', () => {
    const text = readRepositoryFile('.github/RULES.md');
    const targets = [...text.matchAll(/\]\(#(\w+)\)/g)].map(([, anchor = '']) => anchor.toUpperCase());
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((code) => !(code in rules))).toEqual([]);
  });

  describe('an example', () => {
    const examples = sections.flatMap(({ code, body }) => {
      const [, block] = /```yaml\n([^]*?)```/.exec(body) ?? [];
      return block === undefined ? [] : [{ code, lines: block.trim().split('\n') }];
    });

    it('that is correct is valid YAML', () => {
      expect(examples.length).toBeGreaterThan(30);
      const right = examples.flatMap(({ lines }) => lines.filter((line) => line.includes('# right')));
      expect(right.filter((line) => !isYaml(line))).toEqual([]);
    });

    // Examples of other files and of templates cause no findings in a campaign alone.
    const ofCampaigns = examples.filter(({ code }) => /^PP1(0|[349])/.test(code));

    it.each(ofCampaigns)('with a mistake gives $code, and the corrected one does not', ({ code, lines }) => {
      expect(codesOf(lines.filter((line) => !line.includes('# right')))).toContain(code);
      expect(codesOf(lines.filter((line) => !line.includes('# wrong')))).not.toContain(code);
    });
  });
});

describe('the table of codes', () => {
  it('has no code that is never reported', () => {
    const lines = listRepositoryFiles()
      .filter((path) => /^src\/(?!generated|diagnostic\.ts).*\.tsx?$/.test(path))
      .flatMap((path) => readRepositoryFile(path).split('\n'))
      .filter((line) => !/^\s*(\/\/|\/?\*)/.test(line));
    const given = new Set(lines.flatMap((line) => line.match(/\bPP\d{3}\b/g) ?? []));
    const dead = Object.keys(rules).filter((code) => !given.has(code));
    expect(dead).toEqual([]);
  });
});
