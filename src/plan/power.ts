// What a test of so many people can show: two shares compared, two-sided at 5%, with a power of 80%.

/** Quantiles of the normal distribution, for 5% in both tails together and for 80%. */
const [level, power] = [1.959963985, 0.841621234];

/** People that each of two arms needs, for shares from 0 to 1. */
export function neededPeople(baseline: number, effect: number): number {
  const other = baseline + effect;
  const mean = (baseline + other) / 2;
  const spread = level * Math.sqrt(2 * mean * (1 - mean)) + power * Math.sqrt(varianceOf(baseline) + varianceOf(other));
  return Math.ceil((spread / effect) ** 2);
}

/** The smallest effect that so many people in each arm show, rounded up to a hundredth of a percentage point; undefined where none does. */
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
