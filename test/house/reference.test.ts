// Checks that the reference is up to date with the program: `npm run reference` writes it.
import { describe, expect, it } from 'vitest';
import { makeReferencePages } from '../support/reference-pages.ts';
import { readMarkdown } from '../support/markdown-reader.ts';
import { allCommands } from '../support/all-commands.ts';
import { listRepositoryFiles } from '../support/repository.ts';

const folder = '.github/docs/reference';

describe('the reference', () => {
  const pages = makeReferencePages();

  it.each([...pages])('has an up-to-date %s', async (name, text) => {
    await expect(text).toMatchFileSnapshot(`../../${folder}/${name}`);
  });

  it('has no page that is not generated, except its index', () => {
    const there = listRepositoryFiles().filter((path) => path.startsWith(`${folder}/`));
    expect(there.toSorted()).toEqual([...pages.keys(), 'README.md'].map((name) => `${folder}/${name}`).toSorted());
  });

  it('has a section for each command, at the anchor that the help of the command links to', () => {
    const headings = [...(pages.get('commands.md') ?? '').matchAll(/^### (.+)$/gmv)].map(([, title]) => title);
    const called = allCommands.map(({ name }) => `pushplan ${name}`);
    expect(new Set(headings)).toEqual(new Set(called));
    expect(headings).toHaveLength(called.length);
  });

  it('is Markdown without HTML', () => {
    // The elements that Markdown without HTML is rendered to.
    const made = /^<\/?(?:h[1-6]|p|a|code|pre|em|strong|ul|ol|li|table|thead|tbody|tr|t[dh])\b[^<>]*>$/v;
    const foreign = (text: string): readonly string[] => readMarkdown(text).tags.filter((tag) => !made.test(tag));
    for (const text of pages.values()) expect(foreign(text)).toEqual([]);
    expect(foreign('a <kbd>key</kbd> <!-- x -->')).toEqual(['<kbd>', '</kbd>', '<!-- x -->']);
    const [keys = ''] = [pages.get('keys.md')];
    expect(readMarkdown(keys).tags.filter((tag) => tag === '<h3>')).toHaveLength(keys.match(/^### /gmv)?.length ?? 0);
  });
});
