// Shows what RULES.md, which is in the package, says about a rule.
import { readFile } from 'node:fs/promises';
import type { Context } from '../../opening/context.ts';
import { linkToRule } from '../../view/findings/link-to-rule.ts';
import type { Layout } from '../../view/style.ts';
import { formatPage } from './page-text.ts';

export async function describeRule({ packageRoot }: Context, code: string, layout: Layout): Promise<string> {
  const page = await readFile(new URL('.github/RULES.md', folderOf(packageRoot)), 'utf8');
  const start = page.indexOf(`### ${code}\n`);
  const [section = ''] = page.slice(start).split(/\n(?=#{2,3} [A-Z])/v);
  const address = linkToRule(code);
  return `${formatPage(section.trim(), layout)}\n\n${layout.style.link(address, address)}\n`;
}

/** Adds the slash at the end that makes an address a folder. */
export function folderOf(root: URL): URL {
  return root.href.endsWith('/') ? root : new URL(`${root.href}/`);
}
