// The options of the commands that send: how much, until when, and what is kept of the answers.
import type { Options } from '../program/command.ts';
import { deadlineOptions } from '../options/read-deadline.ts';

export const deliveryOptions = {
  'max-sends': {
    kind: 'count',
    value: 'N',
    least: 1,
    help: 'send at most this many notifications, and leave the rest',
  },
  ...deadlineOptions,
  'no-settle': { kind: 'flag', help: 'do not first ask the Message Center about what earlier runs left in doubt' },
  report: {
    kind: 'text',
    value: 'FILE',
    help: 'append what the API returns for each recipient to FILE, as NDJSON; personal data, mode 0600',
  },
} as const satisfies Options;
