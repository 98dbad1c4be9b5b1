// Privacy scenarios of runs and ledgers: stopped, resumed, taken over, resolved, refused; and of commands that succeed.
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaignFile, promo, withCampaign, type Scenario, type Step } from './privacy-scenario.ts';

const looking: readonly Step[] = [
  ['status', 0],
  ['status --json', 0],
  ['status RUN', 0],
];
const doubt = { faults: [{ kind: '500-after-send', requests: [2] }] } as const;
const off = 'message_center: off';
const ledgerOf = (root: string): string => join(root, '.pushplan', 'live.db');

const runs: readonly Scenario[] = [
  {
    name: 'a run that is stopped and gone on with',
    steps: [
      ['apply --yes --max-sends 30', 8],
      ...looking,
      ['plan --json', 0],
      ['resume RUN', 0],
      ...looking,
      ['apply --yes', 0],
    ],
  },
  {
    name: 'a run that another takes the place of',
    steps: [
      ['apply --yes --max-sends 30', 8],
      ['apply --yes', 0],
      ['status', 0],
      ['status --json', 0],
    ],
  },
  {
    name: 'a run that Ctrl-C ends',
    sandbox: { faults: [{ kind: 'no-answer', requests: [3] }] },
    environment: off,
    interrupt: ({ faults }) => faults['no-answer'] === 1,
    steps: [
      ['apply --yes --json', 7, 8],
      ...looking,
      ['resume RUN --json', 3, 7, 8],
      ['resolve RUN --as accepted --reason seen --yes', 0],
    ],
  },
  {
    name: 'doubt that a person settles',
    sandbox: doubt,
    environment: off,
    steps: [
      ['apply --yes', 7],
      ...looking,
      ['resolve RUN --as not_sent', 3],
      ['resolve RUN --as not_sent --reason nobody --yes', 0],
      ['apply --yes', 0],
      ['resolve RUN --as accepted --reason nothing --yes', 0],
    ],
  },
  {
    name: 'doubt that the Message Center settles',
    sandbox: doubt,
    environment: 'message_center: { after: 0s, requests_per_minute: 60000 }',
    steps: [['apply --yes', 0, 7], ['resolve RUN --from message-center --yes', 0], ...looking, ['apply --yes', 0]],
  },
  {
    name: 'a template that changes',
    files: withCampaign({ more: 'resend: on_change' }),
    steps: [
      ['apply --yes', 0],
      (root) => writeFileSync(join(root, campaignFile), promo({ more: 'resend: on_change', title: 'Dear {{name}}' })),
      ['plan', 4],
      ['plan --json', 4],
      ['apply --yes', 4],
      ['plan --allow resend', 0],
      ['apply --yes --json --allow resend', 0],
    ],
  },
  {
    name: 'a campaign that is renamed',
    steps: [
      ['apply --yes', 0],
      (root) => writeFileSync(join(root, campaignFile), promo().replace('id: promo', 'id: other')),
      ['validate', 0, 3],
      ['validate --format sarif', 0, 3],
    ],
  },
  {
    name: 'runs that are not there',
    steps: [
      ['resume run_1', 3],
      ['resolve run_1 --as accepted --reason x --yes', 3],
      ['status run_1', 3],
    ],
  },
];

const refused: readonly Step[] = [
  ['plan', 4],
  ['apply --yes', 4],
  ['apply --yes --json', 4],
  ['resume run_1 --json', 4],
];

const ledgers: readonly Scenario[] = [
  {
    name: 'a ledger that others can read',
    steps: [['apply --yes --max-sends 30', 8], (root) => chmodSync(ledgerOf(root), 0o644), ...refused.slice(1)],
  },
  {
    name: 'a ledger that is cut',
    steps: [
      ['apply --yes', 0],
      (root) => writeFileSync(ledgerOf(root), readFileSync(ledgerOf(root)).subarray(0, 20_000)),
      ...refused,
      ['status', 4],
    ],
  },
  {
    name: 'a ledger that is gone',
    steps: [
      ['apply --yes', 0],
      (root) => {
        for (const end of ['', '-wal', '-shm']) rmSync(`${ledgerOf(root)}${end}`, { force: true });
      },
      ['apply --yes', 4],
      ['apply --yes --json', 4],
    ],
  },
  {
    name: 'a ledger that has gone back',
    steps: [
      ['apply --yes --max-sends 30', 8],
      (root) => writeFileSync(join(root, 'kept'), readFileSync(ledgerOf(root)), { mode: 0o600 }),
      ['apply --yes', 0],
      (root) => {
        writeFileSync(ledgerOf(root), readFileSync(join(root, 'kept')), { mode: 0o600 });
        rmSync(join(root, 'kept'));
        if (existsSync(`${ledgerOf(root)}-wal`)) rmSync(`${ledgerOf(root)}-wal`);
      },
      ...refused,
    ],
  },
  {
    name: 'a new ledger in CI',
    env: { CI: 'true' },
    steps: [
      ['apply --yes', 4],
      ['apply --yes --new-ledger', 0],
    ],
  },
];

const good: readonly Scenario[] = [
  {
    name: 'plan, review, apply',
    steps: [
      ['validate', 0],
      ['plan', 0],
      ['plan --detailed-exitcode', 2],
      ['plan --json', 0],
      ['plan --out a.plan.json', 0],
      ['apply a.plan.json --yes --report report.ndjson', 0],
      ['plan --json', 0],
      ...looking,
      ['status RUN --json', 0],
    ],
  },
  {
    name: 'render, which is for people',
    steps: [
      [`render ${campaignFile}`, 0],
      [`render ${campaignFile} --format ndjson --limit 3`, 0],
    ],
  },
  {
    name: 'render for git',
    steps: [
      ['render --write rendered', 0],
      ['render --check rendered', 0],
      ['render --write rendered --json --limit 3', 0],
      ['render --check rendered --json', 5],
    ],
  },
];

export const runScenarios: readonly Scenario[] = [...runs, ...ledgers, ...good];
