// The reference says what the program has: `npm run reference` brings it up to date.
import { describe, expect, it } from 'vitest';
import { makeReferencePages } from '../support/reference-pages.ts';
import { readMarkdown } from '../support/markdown-reader.ts';
import { allCommands } from '../support/all-commands.ts';
import { listRepositoryFiles } from '../support/repository.ts';

const folder = '.github/docs/reference';

describe('the reference', () => {
  const pages = makeReferencePages();

  it.each([...pages])('has %s as the program is', async (name, text) => {
    await expect(text).toMatchFileSnapshot(`../../${folder}/${name}`);
  });

  it('has no page that nothing makes, but for the way in', () => {
    const there = listRepositoryFiles().filter((path) => path.startsWith(`${folder}/`));
    expect(there.toSorted()).toEqual([...pages.keys(), 'README.md'].map((name) => `${folder}/${name}`).toSorted());
  });

  it('has a section for each command, at the anchor that its help links to', () => {
    const headings = [...(pages.get('commands.md') ?? '').matchAll(/^### (.+)$/gmv)].map(([, title]) => title);
    const called = allCommands.map(({ name }) => `pushplan ${name}`);
    expect(new Set(headings)).toEqual(new Set(called));
    expect(headings).toHaveLength(called.length);
  });

  it('is Markdown without HTML of its own', () => {
    for (const text of pages.values()) expect(readMarkdown(text).tags).not.toContain('<script>');
    const [keys = ''] = [pages.get('keys.md')];
    expect(readMarkdown(keys).tags.filter((tag) => tag === '<h3>')).toHaveLength(keys.match(/^### /gmv)?.length ?? 0);
  });
});
