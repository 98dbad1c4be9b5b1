// The requests under way of all that share one ramp and one breaker, and places for those that are being claimed.

/** Each ends by itself and never rejects. */
export type InFlight = Set<Promise<void>>;

/** Until it is disposed of nobody else counts on these places: between counting and claiming others take their turn. */
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
