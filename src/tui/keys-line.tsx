// The texts about the keys of the screen: one line at the bottom, and the full help after a question mark.
import { Text } from 'ink';
import type { ReactElement } from 'react';
import { chooseFitting, wrapText } from '../view/fit-text.ts';
import { safeTerminal } from '../view/safe.ts';
import type { Snapshot } from '../view/snapshot.ts';
import { usePaint, type Tone } from './paint.ts';
import type { KeysState } from './run-keys.ts';

interface KeysProps {
  readonly keys: KeysState;
  readonly progress: Pick<Snapshot['progress'], 'run' | 'environment'>;
  readonly columns: number;
}

const words = {
  paused: { key: 'p', verb: 'pause', doing: 'Pausing', done: 'Paused' },
  stopped: { key: 's', verb: 'stop', doing: 'Stopping', done: 'Stopped' },
} as const;

export function KeysLine({ keys, progress, columns }: KeysProps): ReactElement {
  const tone: Tone = keys.kind === 'idle' || keys.kind === 'help' ? 'quiet' : 'doubtful';
  return <Text {...usePaint()[tone]}>{chooseFitting(columns, describeKeys(keys, progress))}</Text>;
}

/** Returns the texts, the longest first. */
function describeKeys(keys: KeysState, progress: KeysProps['progress']): readonly string[] {
  if (keys.kind === 'idle') return ['p pause   s stop   ? help', 'p, s, ?'];
  if (keys.kind === 'help') return ['? closes this help'];
  const { key, verb, doing, done } = words[keys.to];
  switch (keys.kind) {
    case 'asked':
      return [
        `Press ${key} again to ${verb} the run everywhere; what is under way is settled first.`,
        `Press ${key} again to ${verb} the run.`,
        `${key} again to ${verb}`,
      ];
    case 'halting':
      return [`${doing}: what is under way is settled first.`, doing];
    case 'halted':
      return [
        `${done}: no new request starts. To go on: ${resumeLine(progress)}`,
        `${done}: no new request starts.`,
        done,
      ];
    case 'failed':
      return [`Not ${keys.to}: ${safeTerminal(keys.why)}`];
  }
}

/** Describes the keys for a screen reader. */
export function sayKeys(keys: KeysState, progress: KeysProps['progress']): string {
  const [line = ''] = keys.kind === 'help' ? [`${explainKeys(progress).join('. ')}.`] : describeKeys(keys, progress);
  return line;
}

/** Shows the help in at most `rows` rows. */
export function KeysHelp({
  progress,
  columns,
  rows,
}: Omit<KeysProps, 'keys'> & { readonly rows: number }): ReactElement {
  const lines = explainKeys(progress).flatMap((text) => wrapText(text, columns));
  return <Text>{lines.slice(0, Math.max(1, rows)).join('\n')}</Text>;
}

function explainKeys(progress: KeysProps['progress']): readonly string[] {
  return [
    'p twice  pauses the run on all machines, as pushplan pause does',
    's twice  stops it, as pushplan stop does',
    'No new request starts then, and what is under way is settled',
    `To go on afterwards: ${resumeLine(progress)}`,
  ];
}

function resumeLine({ run, environment }: KeysProps['progress']): string {
  return `pushplan resume ${safeTerminal(run)} --env ${safeTerminal(environment)}`;
}
