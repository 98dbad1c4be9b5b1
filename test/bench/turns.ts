// Runs processes that do the same work in turns, so that all see the same state of the machine, and compares the first one with the others.
import { expectEnd, type Cost, type MeasuredProcess } from './measured-process.ts';
import { median } from './median.ts';

export interface Contestant {
  readonly what: string;
  /** The maximum of the first one's processor time, as a multiple of this one's. */
  readonly target?: number;
  readonly start: () => MeasuredProcess;
  /** Reads the processor seconds of the work alone from the output of the process. Without it, the start counts too. */
  readonly ownSeconds?: (stdout: string) => number;
}

/** A process and the medians of its costs. */
export interface TurnCost extends Cost {
  readonly what: string;
  /** The first one's processor time as a multiple of this one's: the median of the rounds. */
  readonly ratio: number;
  readonly target: number | undefined;
}

export async function measureInTurns(
  contestants: readonly Contestant[],
  rounds: number,
  log: (line: string) => void,
): Promise<readonly TurnCost[]> {
  const all = contestants.map((contestant) => ({ ...contestant, costs: [] as Cost[] }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { what, start, ownSeconds, costs } of all) {
      const { cost: whole, stdout } = await expectEnd(what, start());
      const cost = ownSeconds === undefined ? whole : { ...whole, processorSeconds: ownSeconds(stdout) };
      costs.push(cost);
      log(`round ${round}, ${what}: ${cost.processorSeconds.toFixed(1)} s, ${Math.round(cost.memory)} MiB`);
    }
  }
  const first = all[0]?.costs ?? [];
  return all.map(({ what, target, costs }) => {
    const ratios = first.map(({ processorSeconds }, round) => processorSeconds / (costs[round]?.processorSeconds ?? 1));
    return {
      what,
      seconds: median(costs.map(({ seconds }) => seconds)),
      processorSeconds: median(costs.map(({ processorSeconds }) => processorSeconds)),
      memory: median(costs.map(({ memory }) => memory)),
      ratio: median(ratios),
      target,
    };
  });
}
