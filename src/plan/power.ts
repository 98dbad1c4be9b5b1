// What a test with a given number of people can show: a two-sided comparison of two shares at the 5% level, with a power of 80%.

/** Quantiles of the normal distribution, for 5% in both tails together and for 80%. */
const [level, power] = [1.959963985, 0.841621234];

/** The number of people that each of two arms needs. The shares are from 0 to 1. */
export function neededPeople(baseline: number, effect: number): number {
  const other = baseline + effect;
  const mean = (baseline + other) / 2;
  const spread = level * Math.sqrt(2 * mean * (1 - mean)) + power * Math.sqrt(varianceOf(baseline) + varianceOf(other));
  return Math.ceil((spread / effect) ** 2);
}

/**
 * The smallest effect that this number of people in each arm can show, rounded up to a hundredth of a percentage point. Undefined if there is none.
 */
export function shownEffect(baseline: number, people: number): number | undefined {
  const most = Math.floor((1 - baseline) * 10_000);
  if (most < 1 || neededPeople(baseline, most / 10_000) > people) return undefined;
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (neededPeople(baseline, middle / 10_000) > people) low = middle;
    else high = middle;
  }
  return high / 10_000;
}

function varianceOf(share: number): number {
  return share * (1 - share);
}
