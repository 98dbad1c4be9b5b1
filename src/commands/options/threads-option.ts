// --threads of plan and apply: how many threads plan the audiences.

export const threadsOption = {
  kind: 'count',
  value: 'N',
  least: 1,
  most: 16,
  help: 'number of threads that plan; by default 2 if an audience has 64 MB or more and at least a fifth of its rows are sent, otherwise 1',
} as const;
