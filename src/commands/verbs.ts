// The verbs, in the order in which one meets them. Each is loaded when it is used, and for nothing else.
import type { Verb } from './program/command.ts';

export const verbs: readonly Verb[] = [
  {
    name: 'init',
    takes: '[DIR]',
    summary: 'a new workspace that sends to the sandbox by default',
    load: async () => (await import('./init.ts')).initCommand,
  },
  {
    name: 'validate',
    takes: '[PATH...]',
    summary: 'check campaigns, templates and audiences, offline',
    load: async () => (await import('./validate.ts')).validateCommand,
  },
  {
    name: 'fetch',
    takes: '[PATH...]',
    summary: 'get audiences that are not in git, and lock what came',
    load: async () => (await import('./fetch.ts')).fetchCommand,
  },
  {
    name: 'render',
    takes: '[PATH...]',
    summary: 'notifications of campaigns as JSON, as they will be sent',
    load: async () => (await import('./render.ts')).renderCommand,
  },
  {
    name: 'preview',
    takes: '[CAMPAIGN...]',
    summary: 'how campaigns look on phones, as one HTML file',
    load: async () => (await import('./preview.ts')).previewCommand,
  },
  {
    name: 'plan',
    takes: '[PATH...]',
    summary: 'what apply would send now; sends nothing',
    load: async () => (await import('./plan.ts')).planCommand,
  },
  {
    name: 'test',
    takes: 'CAMPAIGN',
    summary: 'a campaign on your own phones; nobody counts as sent to',
    load: async () => (await import('./test.ts')).testCommand,
  },
  {
    name: 'apply',
    takes: '[PLAN | PATH...]',
    summary: 'send what the plan says, once',
    load: async () => (await import('./apply.ts')).applyCommand,
  },
  {
    name: 'status',
    takes: '[RUN]',
    summary: 'runs and who got what, from the ledger',
    load: async () => (await import('./status.ts')).statusCommand,
  },
  {
    name: 'report',
    takes: 'RUN',
    summary: 'what a run did, as a page or as Markdown',
    load: async () => (await import('./report.ts')).reportCommand,
  },
  {
    name: 'pause',
    takes: 'RUN',
    summary: 'let a run send no more until it is resumed',
    load: async () => (await import('./pause.ts')).pauseCommand,
  },
  {
    name: 'stop',
    takes: '[RUN]',
    summary: 'stop a run from anywhere, or all of an environment',
    load: async () => (await import('./stop.ts')).stopCommand,
  },
  {
    name: 'resume',
    takes: 'RUN',
    summary: 'go on with what a run left unsent',
    load: async () => (await import('./resume.ts')).resumeCommand,
  },
  {
    name: 'resolve',
    takes: 'RUN',
    summary: 'settle what is in doubt, or open rejections again',
    load: async () => (await import('./resolve.ts')).resolveCommand,
  },
  {
    name: 'retry',
    takes: 'RUN',
    summary: 'let the next plan try refusals again',
    load: async () => (await import('./retry.ts')).retryCommand,
  },
  {
    name: 'calendar',
    takes: '[PATH...]',
    summary: 'what goes when, over all campaigns',
    load: async () => (await import('./calendar.ts')).calendarCommand,
  },
  {
    name: 'explain',
    takes: 'CAMPAIGN',
    summary: 'why one person gets a campaign, or why not',
    load: async () => (await import('./explain.ts')).explainCommand,
  },
  {
    name: 'forget',
    takes: '',
    summary: 'a person out of files, runs and all plans to come',
    load: async () => (await import('./forget.ts')).forgetCommand,
  },
  {
    name: 'ledger',
    takes: 'VERB [FILE]',
    summary: 'look after the ledger: check it, move it',
    load: async () => (await import('./ledger.ts')).ledgerVerbs,
  },
  {
    name: 'worker',
    takes: '',
    summary: 'take part in runs on a shared ledger',
    load: async () => (await import('./worker.ts')).workerCommand,
  },
  {
    name: 'sandbox',
    takes: '',
    summary: 'a local server that behaves like the API',
    load: async () => (await import('./sandbox.ts')).sandboxCommand,
  },
  {
    name: 'sandbox reset',
    takes: '',
    summary: 'remove the ledger of the sandbox, to rehearse again',
    load: async () => (await import('./sandbox-reset.ts')).sandboxResetCommand,
  },
  {
    name: 'doctor',
    takes: '',
    summary: 'what stands in the way of a first send, and what to do',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  {
    name: 'ci',
    takes: 'comment FILE | approved',
    summary: 'for CI jobs: the comment with the plan',
    load: async () => (await import('./ci.ts')).ciVerbs,
  },
];
