// --threads of plan and apply: how many threads plan the audiences.

export const threadsOption = {
  kind: 'count',
  value: 'N',
  least: 1,
  most: 16,
  help: 'threads that plan; 2 where an audience has 64 MB or more, otherwise 1',
} as const;
