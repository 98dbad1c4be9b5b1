// The page of a new workspace: how to go on, and how to let CI do it.

import type { CiFiles } from './init-ci-files.ts';
import type { InitNames } from './init-files.ts';

/** `workflow` and `gitlab` are the paths of the CI files, as seen from the workspace; `campaign` is the id of the first one. */
export function writeReadme(
  { workflow, gitlab, branch }: Omit<CiFiles, 'files' | 'kept'>,
  { campaign }: Pick<InitNames, 'campaign'>,
): string {
  const render = `npx pushplan render ${campaign}`;
  const command = (text: string): string => text.padEnd(render.length);
  return `# Push campaigns

Campaigns are YAML files (\`*.campaign.yaml\`), their recipients are rows of a file in \`audiences/\`, and
[Handlebars](https://handlebarsjs.com/guide/) templates fill the one with the other.

    ${command('npx pushplan validate')}   checks everything, every row too, offline
    ${render}   the notifications, exactly as they will be sent
    ${command('npx pushplan plan')}   what would be sent, to how many, and who is left out and why
    ${command('npx pushplan apply')}   shows that plan, asks, and sends it, to nobody twice
    ${command('npx pushplan status')}   who got what

Out of the box all of this goes to the sandbox, an emulator inside pushplan: nobody is sent anything. Change the title in
\`welcome.campaign.yaml\` and apply again: nobody gets a second notification, since \`resend\` is \`never\` unless you say so.
Add a row to the audience and apply: only that row is sent.

## Send for real, from CI

With \`${workflow}\` a pull request shows what merging it will send, as a comment, and
the merge sends exactly that. It sends nothing until you do this:

1. **Settings > Environments**: make \`production\`, with the people who may say yes as required reviewers, \`${branch}\` as its
   only branch, and two secrets: \`INSIDER_API_KEY\`, and \`PUSHPLAN_LEDGER\` with the address of a PostgreSQL database
   (\`postgres://USER:PASSWORD@HOST/NAME\`). The ledger there is the memory of what was sent to whom. Runners come and go,
   and a file would be gone with them: never empty that database, and never send with two. Where pushplan is a dependency of
   yours, \`npm install pg pg-boss\` puts what it needs for that beside it.
2. **Settings > Rules**: protect \`${branch}\`, so that what is merged was reviewed: pull requests with an approval, up to date
   before merging, without a merge queue (it merges what no plan was made of). A plan that is red is not sent, also if
   somebody merges it. Let somebody own \`.github/\` and \`pushplan.yaml\` (CODEOWNERS): they decide what is run and what is
   allowed.
3. Once, since CI never begins a ledger (an empty one does not know what was sent): with both variables set on your
   machine, run \`npx pushplan apply --env production\` and answer no. That makes the ledger and sends nothing.
4. Allow the address of the runner that sends in your account at the vendor: it takes no requests from others.

What happens then:

- A plan in a pull request has no secret, so it counts as if nothing had been sent yet. What has been is left out when it is
  sent.
- If anybody joined or any text changed between the plan and the merge, nothing is sent, and the job says what: open a pull
  request with what is to be sent now. The same goes for a push to \`${branch}\` that is not the merge of a planned one.
- Pull requests from forks are planned too; their plan is in the summary of the run instead of a comment.
- The label \`allow-resend\` lets a pull request send changed notifications again to people who had them, or change what
  they are recognised by: the \`key\` of a campaign, the ledger. Everybody who may set labels may set it: the reviewers
  of \`production\` have the last word.

For GitLab there is \`${gitlab}\`.

## The first pull request

Guards (\`policy\`) come from the branch that a pull request is merged onto, from the \`pushplan.yaml\` at the same path there:
nobody loosens a guard and sends past it at once. So \`pushplan.yaml\` is merged first, in a pull request of its own without
campaigns. Its plan is empty, and merging it sends nothing:

    git checkout -b workspace
    git add pushplan.yaml README.md .gitignore .vscode schema ${workflow} ${gitlab}
    git commit -m "A workspace for push campaigns"

Campaigns follow in the next, once that is merged, and are guarded by it:

    git checkout -b welcome
    git add welcome.campaign.yaml audiences
    git commit -m "The first campaign"

A workspace that moves, to the folder NEW, does the same. First merge the file at its new place:

    git checkout -b new-place
    mkdir NEW
    cp pushplan.yaml NEW
    git add NEW/pushplan.yaml
    git commit -m "The workspace at its new place"

Then move everything else, and the folder's name in \`${workflow}\`. Where the ledger is a file, \`.pushplan/\` has to move
too: it remembers what was sent to whom.

    git checkout -b move
    git mv welcome.campaign.yaml audiences README.md .gitignore .vscode schema NEW
    git rm pushplan.yaml
    git commit -m "Move the campaigns"

Editors with YAML support complete and explain every key: \`schema/\` is named in the first line of each file.
`;
}
