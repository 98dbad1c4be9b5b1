// Folders whose names contain the separators of git's output. Windows does not allow such names.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { makeRepository } from '../support/git-repository.ts';
import { campaignText, people } from '../support/workspace.ts';

test.each(['fol\nder', 'fol\n', ' fol ', '"fol"', 'fol\tder'])(
  'a campaign in the folder %j is not reported as new',
  async (name) => {
    await using repository = await makeRepository({
      [`${name}/pushplan.yaml`]: 'version: 1\nenvironments:\n  sandbox: { endpoint: sandbox }\n',
      [`${name}/hello.campaign.yaml`]: campaignText(),
      [`${name}/people.csv`]: people(3),
    });
    const { exitCode, stdout } = await pushplan(['plan', '--base', 'main'], { cwd: join(repository.root, name) });
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/\n +unchanged\n/v) });
  },
);
