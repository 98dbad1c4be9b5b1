// The few colours of the screen, or none.
import type { TextProps } from 'ink';
import { createContext, use } from 'react';

export type Tone = 'plain' | 'strong' | 'quiet' | 'good' | 'doubtful' | 'bad' | 'badge';

type Paint = Readonly<Record<Tone, Partial<TextProps>>>;

const colours: Paint = {
  plain: {},
  strong: { bold: true },
  quiet: { dimColor: true },
  good: { color: 'green' },
  doubtful: { color: 'yellow' },
  bad: { color: 'red' },
  badge: { bold: true, inverse: true, color: 'yellow' },
};

const colourless: Paint = { plain: {}, strong: {}, quiet: {}, good: {}, doubtful: {}, bad: {}, badge: {} };

export const ColourContext = createContext(false);

export function usePaint(): Paint {
  return use(ColourContext) ? colours : colourless;
}
