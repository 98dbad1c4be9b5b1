// The verbs as help and the reference group them: by when one needs them.

interface HelpGroup {
  readonly title: string;
  readonly names: readonly string[];
}

/** Each verb is in one of them; a test sees to it. */
export const helpGroups: readonly HelpGroup[] = [
  { title: 'Write', names: ['init', 'validate', 'fetch', 'render', 'preview', 'lsp'] },
  { title: 'Plan and send', names: ['plan', 'test', 'apply'] },
  { title: 'Follow a run', names: ['status', 'report', 'pause', 'stop', 'resume', 'resolve', 'retry'] },
  { title: 'Ask', names: ['calendar', 'explain', 'doctor', 'help', 'version'] },
  { title: 'Maintain', names: ['forget', 'ledger', 'worker', 'ci', 'completion'] },
  { title: 'Rehearse', names: ['sandbox', 'sandbox reset', 'drill'] },
];
