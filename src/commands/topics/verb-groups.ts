// Groups the verbs for help and the reference: by when people need them.

interface HelpGroup {
  readonly title: string;
  readonly names: readonly string[];
}

/** Each verb is in one of them, which a test checks. */
export const helpGroups: readonly HelpGroup[] = [
  { title: 'Write', names: ['init', 'validate', 'fetch', 'render', 'preview', 'lsp'] },
  { title: 'Plan and send', names: ['plan', 'test', 'apply'] },
  { title: 'Follow a run', names: ['status', 'report', 'pause', 'stop', 'resume', 'resolve', 'retry'] },
  { title: 'Look up', names: ['calendar', 'explain', 'doctor', 'help', 'version'] },
  { title: 'Maintain', names: ['forget', 'ledger', 'worker', 'ci', 'completion'] },
  { title: 'Rehearse', names: ['sandbox', 'sandbox reset', 'drill'] },
];
