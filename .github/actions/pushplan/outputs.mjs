// What pushplan wrote as the outputs of the action, lines for $GITHUB_OUTPUT; what people should see goes to stderr and the summary.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const [, , command, exitCode, folder] = process.argv;

/** What ended an apply, by its exit code. */
const endings = {
  0: 'sent',
  1: 'failed',
  3: 'failed',
  4: 'blocked',
  5: 'stale',
  6: 'above-fail-on',
  7: 'in-doubt',
  8: 'stopped',
  9: 'locked',
  10: 'vendor-refused',
};

function read(name) {
  const path = join(folder, name);
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

function describePlan(code) {
  const path = join(folder, 'plan.json');
  const { seal, totals } = { ...read('blocked.json'), ...read('plan.json') };
  const recipients = totals === undefined ? '' : totals.send + totals.resend;
  const verdicts = { 0: recipients > 0 ? 'sends' : 'nothing', 4: 'blocked' };
  return {
    has_sends: recipients > 0,
    recipients,
    seal,
    verdict: verdicts[code] ?? 'failed',
    plan: existsSync(path) ? path : '',
    'exit-code': code,
  };
}

function describeApply(code) {
  const { run, seal, totals, diagnostics = [] } = read('run.json');
  const recipients = totals?.planned ?? '';
  const nothing = code === '0' && !(recipients > 0);
  if (totals !== undefined) {
    const buckets = Object.entries(totals).map(([name, count]) => `${name.replaceAll('_', ' ')} ${count}`);
    summarise(`**${run}**: ${buckets.join(', ')}.`);
  } else if (nothing) summarise('Nothing to send.');
  else for (const finding of diagnostics.filter(({ severity }) => severity === 'error')) announce(finding);
  return {
    has_sends: recipients > 0,
    recipients,
    seal,
    verdict: nothing ? 'nothing' : (endings[code] ?? 'failed'),
    run,
    'exit-code': code,
  };
}

function describeUnreviewed(code) {
  const outputs = { ...describePlan(code), plan: '' };
  if (code !== '0' || !outputs.has_sends) return outputs;
  const reason = process.env.REASON || 'there is no approved plan';
  const message = `${outputs.recipients} notifications are not sent, since no approved plan was found: ${reason}. Open a pull request that changes the campaign, or send with pushplan apply by hand, with the ledger of this environment.`;
  announce({ message });
  return { ...outputs, verdict: 'unreviewed', 'exit-code': 4 };
}

/** As an annotation, which can be seen without the log, and in the summary. */
function announce({ code = 'Not sent', message, help }) {
  const text = help ? `${message}. ${help}` : message;
  const data = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  process.stderr.write(`::error title=${code}::${data}\n`);
  summarise(`**Not sent.** ${text.replace(/\s+/g, ' ').replace(/[!-/:-@[-`{-~]/g, '\\$&')}`);
}

function summarise(line) {
  appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${line}\n`);
}

const describe = { plan: describePlan, apply: describeApply, unreviewed: describeUnreviewed }[command];
for (const [name, value] of Object.entries(describe(exitCode))) process.stdout.write(`${name}=${value ?? ''}\n`);
