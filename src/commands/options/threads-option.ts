// --threads of plan and apply: how many threads plan the audiences.

export const threadsOption = {
  kind: 'count',
  value: 'N',
  least: 1,
  most: 16,
  help: 'threads that plan; by default 2 for an audience of 64 MB or more in which many are sent something, otherwise 1',
} as const;
