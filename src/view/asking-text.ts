// Texts about querying the Message Center for earlier runs: the progress, and the result.
import { formatDuration } from './duration.ts';
import { chooseFitting } from './fit-text.ts';
import { formatCount } from '../numbers.ts';

export interface Asking {
  /** Notifications that were in doubt when the queries began. */
  readonly found: number;
  /** Queries that have been answered. */
  readonly answered: number;
  /** Milliseconds until the next query may be sent; 0 if none is waited for. */
  readonly waiting: number;
  /** Milliseconds that the queries may still take. */
  readonly left: number;
}

const what = 'in doubt from earlier runs';

/** Printed once, if a line cannot be redrawn. */
export function formatAskingOnce({ found, left }: Pick<Asking, 'found' | 'left'>): string {
  return `Asking the Message Center about ${formatCount(found)} ${what}, for at most ${spell(left)}.`;
}

/** A single line, which is redrawn. */
export function formatAskingLine({ found, answered, waiting, left }: Asking, columns: number): string {
  const wait = waiting > 0 ? `, waiting ${spell(Math.min(waiting, left))}` : '';
  const count = `${formatCount(answered)} of ${formatCount(found)}`;
  return chooseFitting(columns, [
    `Asking the Message Center: ${count} ${what}${wait}, at most ${spell(left)} more`,
    `Asking the Message Center: ${count}, at most ${spell(left)} more`,
    `Message Center: ${count}, ${spell(left)}`,
  ]);
}

export interface Asked {
  readonly found: number;
  readonly asked: number;
  readonly accepted: number;
  readonly freed: number;
  readonly left: number;
}

export function formatAsked({ found, asked, accepted, freed, left }: Asked): string {
  const about = asked < found ? `${formatCount(asked)} of ${formatCount(found)}` : formatCount(found);
  const counts = [
    `${formatCount(accepted)} accepted`,
    ...(freed > 0 ? [`${formatCount(freed)} proved not sent`] : []),
    `${formatCount(left)} left`,
  ];
  return `Asked the Message Center about ${about} ${what}: ${counts.join(', ')}.`;
}

function spell(milliseconds: number): string {
  return formatDuration(Math.ceil(milliseconds / 1000));
}
