// The workflow that init writes for GitHub Actions: the pull request shows what merging will send, the merge sends exactly that.

export interface WorkflowPlace {
  /** From the repository's root to the workspace, with forward slashes; empty when they are the same. */
  readonly folder: string;
  /** The workflow file itself, from the root. */
  readonly file: string;
  /** The branch that is protected, and sent from. */
  readonly branch: string;
  /** Of the pushplan that writes it. */
  readonly version: string;
}

// The commits of these versions, as the repositories of these actions tag them.
const checkout = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1';
const setupNode = 'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0';

export function writeWorkflow({ folder, file, branch, version }: WorkflowPlace): string {
  const ours = `pushplan/pushplan/.github/actions/pushplan@v${version}`;
  const where = folder === '' ? '' : `\n          working-directory: ${JSON.stringify(folder)}`;
  const group = folder === '' ? 'push' : `push-${folder.replaceAll(/[^A-Za-z0-9]+/gv, '-')}`;
  const paths = pathFilter(folder, file);
  return `# Push campaigns: the pull request shows what merging will send, and the merge sends exactly that, once.
# Written by pushplan init; the README.md beside the campaigns says how to switch it on. Actions of others are pinned by
# commit, pushplan's own by the version that wrote this file.
name: Push campaigns

on:
  pull_request:
    # Into the protected branch alone, whose guards hold. It is planned again when it is pointed there (edited), and when a
    # label may allow what is refused otherwise (see below).
    types: [opened, synchronize, reopened, edited, labeled, unlabeled]
    branches: [${branch}]${paths}
  push:
    # The protected branch.
    branches: [${branch}]${paths}

permissions: {}

jobs:
  # Runs what the pull request brings, so it has no secret and no right to write. Pull requests from forks get it too: their
  # plan is in the summary of the run, and what is wrong stands on the lines of the change.
  plan:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 20
    permissions:
      contents: read
    concurrency:
      group: ${group}-plan-\${{ github.ref }}
      cancel-in-progress: true
    outputs:
      verdict: \${{ steps.plan.outputs.verdict }}
    steps:
      - uses: ${checkout}
        with:
          fetch-depth: 0 # the base is read out of git
          persist-credentials: false
      - uses: ${setupNode}
        with:
          node-version: 24
          package-manager-cache: false
      - id: plan
        uses: ${ours}
        with:
          command: plan
          environment: production${where}
          # What the pull request is merged onto. Guards are taken from there: a pull request cannot loosen its own.
          base: HEAD^1
          # People get a notification again only under this label, which takes a right to this repository to set.
          allow: \${{ contains(github.event.pull_request.labels.*.name, 'allow-resend') && 'resend' || '' }}

  # May write comments, so it runs nothing of the pull request: it fetches a text and posts it. On a fork the token can only
  # read, and this is left out.
  comment:
    needs: plan
    if: >-
      !cancelled() && needs.plan.outputs.verdict != '' &&
      github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      pull-requests: write
    concurrency:
      group: ${group}-comment-\${{ github.ref }}
      cancel-in-progress: true # the plan of an older commit is not written over that of a newer one
    steps:
      - uses: ${setupNode}
        with:
          node-version: 24
          package-manager-cache: false
      - uses: ${ours}
        with:
          command: comment
          environment: production${where}

  # Sends the plan that the pull request was approved with, and refuses if anybody joined or any text changed since. It sends
  # what the ledger says is missing: to run it again, or to cancel it, does no harm.
  apply:
    if: github.event_name == 'push'
    # The vendor takes requests from allow-listed addresses only: a runner that has a fixed one, and that no pull request uses.
    runs-on: ubuntu-latest
    timeout-minutes: 350
    # Its reviewers are asked before anything is sent, and only its jobs see its secrets.
    environment: production
    permissions:
      actions: read # the approved plan is an artifact of the pull request's run
      contents: read
      pull-requests: read
    concurrency:
      group: ${group}-production
      cancel-in-progress: false
      queue: max # one after another. On a server older than May 2026 leave this line out, and re-run what it cancels
    steps:
      - uses: ${checkout}
        with:
          fetch-depth: 0 # max_age asks git how old an audience is
          persist-credentials: false
      - uses: ${setupNode}
        with:
          node-version: 24
          package-manager-cache: false
      - uses: ${ours}
        with:
          command: apply
          environment: production${where}
          api-key: \${{ secrets.INSIDER_API_KEY }}
          # postgres://... Runners come and go: a ledger in a file would be gone with the machine, and with it the memory of
          # what was sent to whom.
          ledger: \${{ secrets.PUSHPLAN_LEDGER }}
`;
}

// In a repository with other things in it, only what touches the workspace is planned and sent.
function pathFilter(folder: string, file: string): string {
  if (folder === '') return '';
  // The characters of patterns stand for any here: a folder that is called so matches, and hardly another does.
  const pattern = `${folder.replaceAll(/[*?+\[\]!\\]/gv, '*')}/**`;
  return `\n    paths: [${JSON.stringify(pattern)}, ${JSON.stringify(file)}]`;
}
