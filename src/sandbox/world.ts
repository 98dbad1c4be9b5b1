// The state of a running sandbox: everything that it knows and counts.
import { CampaignsOfDay } from './campaigns-of-day.ts';
import { Deliveries } from './deliveries.ts';
import { DeliveryFile } from './delivery-file.ts';
import { FrequencyCap } from './frequency.ts';
import type { InjectedFault } from './faults.ts';
import { Inbox } from './inbox.ts';
import type { Settings } from './options.ts';
import { RateLimit } from './rate.ts';
import { RequestCounts } from './stats.ts';
import { peopleOf, type FindPerson } from './users.ts';

export interface World {
  readonly settings: Settings;
  readonly findPerson: FindPerson;
  readonly deliveries: Deliveries;
  readonly campaigns: CampaignsOfDay;
  readonly frequency: FrequencyCap;
  /** The limit of /api/v2/notification/user, which the figures describe. */
  readonly sendRate: RateLimit;
  /** The limit of the other paths. */
  readonly otherRate: RateLimit;
  readonly counts: RequestCounts;
  readonly inbox: Inbox;
  /** The current faults of requests. */
  readonly faults: { current: readonly InjectedFault[] };
  readonly file: DeliveryFile | undefined;
  /** Aborts when the sandbox closes. */
  readonly signal: AbortSignal;
}

export function makeWorld(settings: Settings, signal: AbortSignal): World {
  return {
    settings,
    findPerson: peopleOf(settings.users, settings.seed, settings.shares, settings.assumptions),
    faults: { current: settings.faults },
    ...makeMemory(settings),
    file: settings.log === undefined ? undefined : new DeliveryFile(settings.log),
    signal,
  };
}

/** Forgets everything that arrived; requests count from 1 again. Users, faults and the log on disk stay. */
export function resetWorld(world: World): void {
  Object.assign(world, makeMemory(world.settings));
}

type Memory = Pick<World, 'deliveries' | 'campaigns' | 'frequency' | 'sendRate' | 'otherRate' | 'counts' | 'inbox'>;

function makeMemory(settings: Settings): Memory {
  return {
    deliveries: new Deliveries(),
    campaigns: new CampaignsOfDay(),
    frequency: new FrequencyCap(settings.frequencyCap),
    sendRate: new RateLimit(settings.windowMs),
    otherRate: new RateLimit(settings.windowMs),
    counts: new RequestCounts(),
    inbox: new Inbox(),
  };
}
