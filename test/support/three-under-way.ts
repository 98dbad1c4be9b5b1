// A run in which one request with three notifications is claimed and not settled, as its sender leaves it when it dies.
import {
  claimSoon,
  newRun,
  openAll,
  plannedMany,
  runCampaign,
  type LedgerWorld,
  type WholeLedger,
} from '../contract/world.ts';

/** Returns the id of the run. */
export async function putThreeUnderWay(world: LedgerWorld, ledger: WholeLedger): Promise<string> {
  const { id } = await ledger.startRun(newRun(runCampaign('a')));
  await ledger.append(id, 0, plannedMany(5));
  await ledger.setState(id, 'running', { seal: 'seal-1' });
  const notifications = (await openAll(ledger, id)).slice(0, 3);
  await claimSoon(world, ledger, { run: id, chunk: 0, campaign: 0, notifications });
  return id;
}
