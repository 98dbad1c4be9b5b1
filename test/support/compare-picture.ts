// Compares a screenshot with one that a person has reviewed. Machines draw the edges of letters differently, so a share of the pixels may differ.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { expect } from 'vitest';
import { repositoryRoot } from './repository.ts';

const folder = join(repositoryRoot, 'test/browser/golden');
const most = 0.02;

/** `SEE=1 npx vitest ...` saves the new screenshot. Look at it before you commit it. */
export function comparePicture(name: string, taken: Buffer): void {
  const path = join(folder, `${name}.png`);
  if (process.env['SEE'] === '1') writeFileSync(path, taken);
  const share = existsSync(path) ? shareOfDifference(taken, readFileSync(path)) : 1;
  expect({ name, share: share <= most ? 'alike' : share }).toEqual({ name, share: 'alike' });
}

/** Returns 0 for equal pictures, and 1 if their sizes differ by more than 2 pixels. */
export function shareOfDifference(one: Buffer, other: Buffer): number {
  const [a, b] = [PNG.sync.read(one), PNG.sync.read(other)];
  const [width, height] = [Math.min(a.width, b.width), Math.min(a.height, b.height)];
  if (Math.max(a.width, b.width) - width > 2 || Math.max(a.height, b.height) - height > 2) return 1;
  const [left, right] = [a, b].map((picture) => {
    const cut = new PNG({ width, height });
    PNG.bitblt(picture, cut, 0, 0, width, height, 0, 0);
    return new Uint8Array(cut.data);
  });
  if (left === undefined || right === undefined) return 1;
  return pixelmatch(left, right, undefined, width, height, { threshold: 0.2 }) / (width * height);
}
