// The options of the commands that send: how much, until when, and what is kept of the answers.
import type { Options } from '../program/command.ts';
import { deadlineOptions } from '../options/read-deadline.ts';

export const deliveryOptions = {
  'max-sends': { kind: 'count', value: 'N', least: 1, help: 'send at most this many and leave the rest' },
  ...deadlineOptions,
  'no-settle': { kind: 'flag', help: 'do not ask the Message Center first about what earlier runs left in doubt' },
  report: {
    kind: 'text',
    value: 'FILE',
    help: 'append what the API says of each recipient to FILE, as NDJSON; personal data, mode 0600',
  },
} as const satisfies Options;
