// The requests under way that share one ramp and one breaker, and reserved places for those that are being claimed.

/** Each promise ends by itself and never rejects. */
export type InFlight = Set<Promise<void>>;

/** Reserves places until it is disposed of. Without it, other jobs could take them between counting and claiming. */
export function holdPlaces(inFlight: InFlight, count: number): Disposable {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const places = Array.from({ length: count }, async () => {
    await promise;
  });
  for (const place of places) inFlight.add(place);
  return {
    [Symbol.dispose]() {
      for (const place of places) inFlight.delete(place);
      resolve(undefined);
    },
  };
}
