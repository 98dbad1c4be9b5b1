// The lines of pages that a test cannot run as written, and the reason. Their options are checked against the program in any case.
import type { PlayedLine } from './run-page.ts';

export const playedLines: readonly PlayedLine[] = [
  { line: /^pushplan worker$/v, because: 'works until it is ended', as: 'pushplan worker', until: /run finished/v },
  {
    line: /^pushplan status --watch$/v,
    because: 'watches until it is ended',
    as: 'pushplan status --watch',
    until: /run_/v,
  },
  {
    line: /^npx pushplan validate$/v,
    because: 'the README shows a slip that a reader makes',
    as: "perl -pi -e 's/sound: chime/sond: chime/' campaigns/wishlist-price-drop.campaign.yaml; pushplan validate",
  },
  {
    line: /^npx pushplan plan --base main --format markdown$/v,
    because: 'the README shows a change that others made',
    as: 'git checkout -q -f change && pushplan plan --base main --format markdown',
  },
  {
    line: / \| jq /v,
    because: 'not every machine has jq',
    as: (command) => `command -v jq > /dev/null || exit 0; ${command}`,
  },
  { line: /^npm start$/v, because: 'builds the repository first', as: 'pushplan apply campaigns --yes' },
  { line: /^npm (?:ci|install|test|run)/v, because: 'installs from the network, or builds and tests the repository' },
  { line: /^pushplan drill /v, because: 'takes a second for each kill; test/commands/drill.test.ts kills' },
  { line: /^pushplan completion fish \|/v, because: 'needs fish', as: 'pushplan completion fish' },
  { line: /^source <\(pushplan completion zsh/v, because: 'needs zsh', as: 'pushplan completion zsh' },
  {
    line: /^pushplan sandbox --port 4010/v,
    because: 'serves until it is ended, at a port that others may have',
    as: 'pushplan sandbox --port 0 --users users.json --key rehearsal --frequency-cap 2',
    until: /http:/v,
  },
  {
    line: /^pushplan apply hello --wait --yes$/v,
    because: 'waits for two days',
    as: 'pushplan apply hello --wait --yes',
    until: /Ctrl-C leaves/v,
    exit: 8,
  },
  { line: /^pushplan apply hello --detach --yes$/v, because: 'needs PostgreSQL', as: 'pushplan apply many --yes' },
  {
    line: /^pushplan validate --online$/v,
    because: 'asks other machines; a server here stands for them',
    as: "perl -pi -e 's/img.example.com/localhost/' pushplan.yaml; pushplan validate --online",
  },
  {
    line: /^pushplan retry RUN --only InvalidCertificate/v,
    because: 'the embedded sandbox has no wrong certificate',
    as: 'pushplan retry RUN --only NoUserFound --reason "certificate renewed"',
  },
  {
    line: /^DESK_EMAIL=\S+ pushplan test .*--worst/v,
    because: 'asks on a terminal',
    as: 'DESK_EMAIL=me@office.example pushplan test wishlist-price-drop --to desk --worst --mark --yes',
  },
  {
    line: /^DESK_EMAIL=\S+ pushplan test .*production$/v,
    because: 'asks on a terminal',
    as: 'DESK_EMAIL=me@office.example pushplan test wishlist-price-drop --to desk --mark --env production --yes',
  },
  {
    line: /^pushplan forget .*production'?$/v,
    because: 'asks on a terminal',
    as: "pushplan forget --recipient email=name@example.com --reason 'request 1204' --env production --yes",
  },
];
