// SQLite keeps the contracts for pausing, stopping and watching.
import { activityContract } from '../../contract/activity.ts';
import { controlContract } from '../../contract/control.ts';
import { rolloutsContract } from '../../contract/rollouts.ts';
import { sqliteWorld } from '../../support/sqlite-world.ts';

controlContract('SQLite', sqliteWorld);
rolloutsContract('SQLite', sqliteWorld);
activityContract('SQLite', sqliteWorld);
