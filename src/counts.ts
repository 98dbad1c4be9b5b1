// Adds up numbers, and counts in a map.

export function addUp(counts: Iterable<number>): number {
  return totalOf(counts, (count) => count);
}

export function totalOf<Item>(items: Iterable<Item>, count: (item: Item) => number): number {
  let sum = 0;
  for (const item of items) sum += count(item);
  return sum;
}

export function addTo<Key>(counts: Map<Key, number>, key: Key, count = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
