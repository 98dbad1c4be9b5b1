// pushplan doctor: the permissions of GitHub workflows, which jobs get their secrets, and what jobs install from.
import { describe, expect, test } from 'vitest';
import { initRepository, runGit } from '../support/git-repository.ts';
import { complaints, makePatient, messageOf } from '../support/patient.ts';

function workflow(more: string, top = 'permissions: {}'): string {
  return `on: { pull_request: {} }\n${top}\njobs:\n  send: { steps: [{ run: pushplan apply x, env: { KEY: '\${{ secrets.KEY }}' } }]${more} }\n`;
}

const everywhere = "env: { TOKEN: '${{ secrets.TOKEN }}' }";

describe('what CI may do', () => {
  test.each([
    ['a workflow without faults', workflow(''), []],
    ['a right to write beside secrets', workflow(', permissions: { contents: write }'), ['ci warning']],
    ['all rights', workflow(', permissions: write-all'), ['ci warning']],
    ['the default rights', workflow('', 'name: x'), ['ci warning']],
    [
      'secrets for pull requests of strangers',
      workflow('').replace('{ pull_request: {} }', '[push, pull_request_target]'),
      ['ci wrong'],
    ],
    ['rights of the whole workflow', workflow('', 'permissions: { contents: write }'), ['ci warning', 'ci warning']],
    ['rights that a job gives up', workflow(', permissions: {}', 'permissions: { contents: write }'), ['ci warning']],
    ['secrets for all jobs', workflow('', `permissions: {}\n${everywhere}`), ['ci warning']],
    [
      'secrets for all jobs, one of which may write',
      `${workflow('', `permissions: {}\n${everywhere}`)}  note: { permissions: { pull-requests: write }, steps: [{ run: true }] }\n`,
      ['ci warning', 'ci warning'],
    ],
    [
      'a secret of the job itself',
      workflow(`, permissions: { contents: write }, ${everywhere}`)
        .replace(', env: { KEY: ', ', env: { NONE: ')
        .replace('secrets.KEY', 'github.sha'),
      ['ci warning'],
    ],
    [
      'a secret by its name in brackets',
      workflow(', permissions: { contents: write }').replace('secrets.KEY', "secrets[''KEY'']"),
      ['ci warning'],
    ],
    [
      'all secrets at once',
      workflow(', permissions: { contents: write }').replace('secrets.KEY', 'toJSON(secrets)'),
      ['ci warning'],
    ],
    [
      'secrets that are passed on',
      'permissions: {}\njobs: { x: { uses: ./y.yml, secrets: inherit, permissions: { contents: write } } } # pushplan plan\n',
      ['ci warning'],
    ],
    [
      'the token of the job',
      workflow(', permissions: { contents: write }').replace('secrets.KEY', 'secrets.GITHUB_TOKEN'),
      [],
    ],
    [
      'a secret in a script',
      workflow('').replace('pushplan apply x', "'pushplan apply x --note ${{ secrets.NOTE }}'"),
      ['ci warning'],
    ],
    [
      'the word "secrets" in a sentence',
      workflow(', permissions: { contents: write }')
        .replace('pushplan apply x', "'echo No secrets. && pushplan apply x --note ${{ github.sha }}'")
        .replace('secrets.KEY', 'github.sha'),
      [],
    ],
    [
      'a secret behind another value',
      workflow('').replace('pushplan apply x', "'pushplan apply x --note ${{ github.sha }}${{ !0 && secrets.NOTE }}'"),
      ['ci warning'],
    ],
    ['one trigger', workflow('').replace('{ pull_request: {} }', 'pull_request_target'), ['ci wrong']],
    ['a file that is not YAML', 'pushplan apply: [', ['ci warning']],
  ])('%s', async (_name, text, expected) => {
    await using patient = await makePatient();
    await patient.write('.github/workflows/push.yml', text);
    await patient.write('.github/workflows/other.yml', 'on: pull_request_target\n');
    await patient.write('package-lock.json', '{}\n');
    initRepository(patient.root);
    expect(complaints(await patient.run('doctor', '--json'))).toEqual(expected);
  });

  test('the lockfile and the folder that jobs install from', async () => {
    await using patient = await makePatient();
    await patient.write('.github/workflows/push.yml', workflow(''));
    await patient.write('node_modules/x/index.js', '');
    initRepository(patient.root);
    const sick = await patient.run('doctor', '--json');
    expect(complaints(sick)).toEqual(['ci warning', 'ci wrong']);
    expect(messageOf(sick, 'ci')).toMatch(/package-lock\.json is not in git[^]*node_modules is in git/v);
    runGit(patient.root, ['rm', '-q', '-r', '--cached', 'node_modules']);
    await patient.write('package-lock.json', '{}\n');
    runGit(patient.root, ['add', 'package-lock.json']);
    expect(messageOf(await patient.run('doctor', '--json'), 'ci')).toMatch(/^\.github\/workflows\/push\.yml: no job/v);
  });
});
