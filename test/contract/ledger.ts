// Everything that a ledger must do, wherever it stores its records. Runs for each implementation.
import { approvalsContract } from './approvals.ts';
import { armsContract } from './arms.ts';
import { claimsContract } from './claims.ts';
import { formerFormsContract } from './former-forms.ts';
import { groupsContract } from './groups.ts';
import { forgetContract } from './forget.ts';
import { listsContract } from './lists.ts';
import { oftenContract } from './often.ts';
import { oftenDefersContract } from './often-defers.ts';
import { historyContract } from './history.ts';
import { outcomesContract } from './outcomes.ts';
import { reopenContract } from './reopen.ts';
import { retryContract } from './retry.ts';
import { peopleContract } from './people.ts';
import { resolveContract } from './resolve.ts';
import { runsContract } from './runs.ts';
import { spoolContract } from './spool.ts';
import { timetableContract } from './timetable.ts';
import { waitingContract } from './waiting.ts';
import type { MakeWorld } from './world.ts';

export function ledgerContract(name: string, makeWorld: MakeWorld): void {
  runsContract(name, makeWorld);
  claimsContract(name, makeWorld);
  groupsContract(name, makeWorld);
  outcomesContract(name, makeWorld);
  resolveContract(name, makeWorld);
  reopenContract(name, makeWorld);
  retryContract(name, makeWorld);
  spoolContract(name, makeWorld);
  timetableContract(name, makeWorld);
  waitingContract(name, makeWorld);
  peopleContract(name, makeWorld);
  armsContract(name, makeWorld);
  approvalsContract(name, makeWorld);
  listsContract(name, makeWorld);
  forgetContract(name, makeWorld);
  oftenContract(name, makeWorld);
  oftenDefersContract(name, makeWorld);
  historyContract(name, makeWorld);
  formerFormsContract(name, makeWorld);
}
