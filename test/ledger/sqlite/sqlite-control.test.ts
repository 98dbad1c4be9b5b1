// SQLite keeps the contracts of pausing, stopping and looking on.
import { activityContract } from '../../contract/activity.ts';
import { controlContract } from '../../contract/control.ts';
import { rolloutsContract } from '../../contract/rollouts.ts';
import { sqliteWorld } from '../../support/sqlite-world.ts';

controlContract('SQLite', sqliteWorld);
rolloutsContract('SQLite', sqliteWorld);
activityContract('SQLite', sqliteWorld);
