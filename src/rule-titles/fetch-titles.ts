// Codes and titles of the rules about audiences that are fetched. diagnostic.ts joins them.
export const fetchTitles = {
  PP260: 'data folder in git',
  PP261: 'data file in two places',
  PP262: 'audience not fetched',
  PP263: 'lock of another audience',
  PP264: 'data of a lock not here',
  PP265: 'other data than the lock says',
  PP266: 'query that cannot be run',
  PP267: 'fetch without rows',
  PP268: 'round number of rows',
  PP269: 'samples in place of data',
  PP354: 'person that cannot be meant',
  PP355: 'mark of forgotten people',
  PP356: 'fetched file not rewritten',
  PP357: 'history of a run under way',
} as const;
