// The requests under way of all that share one ramp and one breaker, and places for those that are being claimed.

/** Each ends by itself and never rejects. */
export type Crowd = Set<Promise<void>>;

/** Until it is disposed of nobody else counts on these places: between counting and claiming others take their turn. */
export function holdPlaces(crowd: Crowd, count: number): Disposable {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const places = Array.from({ length: count }, async () => {
    await promise;
  });
  for (const place of places) crowd.add(place);
  return {
    [Symbol.dispose]() {
      for (const place of places) crowd.delete(place);
      resolve(undefined);
    },
  };
}
