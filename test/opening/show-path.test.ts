// Paths as a person would type them: relative to the current folder, or absolute if that is shorter.
import { expect, test } from 'vitest';
import { showPath } from '../../src/opening/show-path.ts';

test.each([
  ['/srv/ana/push', ['/srv/ana/push'], '.'],
  ['/srv/ana', ['/srv/ana/push', 'a.csv'], 'push/a.csv'],
  ['/srv/ana/push', ['/srv/ana'], '..'],
  ['/srv/ana/push/campaigns', ['/srv/ana/push', 'a.csv'], '../a.csv'],
  ['/srv/ana/push/campaigns/deep', ['/srv/ana/push', 'a.csv'], '../../a.csv'],
  ['/srv/ana/push/campaigns', ['/opt/push'], '/opt/push'],
  ['/srv/ana', ['/opt/push'], '/opt/push'],
  ['/srv', ['/opt/push'], '../opt/push'],
])('in %s, %j is %s', (cwd, parts, shown) => {
  expect(showPath(cwd, ...parts)).toBe(shown);
});
