// Checks where a saved plan may be applied: in the workspace that it was made in, with an endpoint of the same class.
import { errorAt } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import { classifyEndpoint } from '../../workspace/endpoint-class.ts';
import type { Prepared } from '../prepare.ts';
import type { SavedPlan } from './saved-plan.ts';

export const planAgain = 'Nothing was sent. Make a new plan, have it reviewed, and apply that.';

type Place = Pick<SavedPlan['saved'], 'endpoint' | 'workspace_id'>;

export function placeOf({ workspace, environment }: Pick<Prepared, 'workspace' | 'environment'>): Place {
  return { endpoint: classifyEndpoint(environment.endpoint), workspace_id: workspace.workspaceId ?? null };
}

/** Throws a Refusal (exit 5) if the plan was made elsewhere. */
export function refuseElsewhere({ saved }: SavedPlan, prepared: Prepared, version: string): void {
  const here = placeOf(prepared);
  const { workspace, environment } = prepared;
  const found = [];
  if (saved.endpoint !== here.endpoint) {
    const message = `the plan was made for the endpoint ${saved.endpoint}, and that of ${environment.name} is ${here.endpoint}`;
    found.push({ at: environment.at, message });
  }
  if (saved.workspace_id !== here.workspace_id) {
    const message = `the plan was made in a workspace with ${showId(saved)}, and this is one with ${showId(here)}`;
    found.push({ at: workspace.locate(['workspace_id']), message });
  }
  if (found.length === 0) return;
  const versions = tellVersions(saved, version);
  throw new Refusal(
    exitCodes.stale,
    found.map(({ at, message }) => errorAt(at, 'PP319', `${message}${versions}`, planAgain)),
  );
}

/**
 * Names both versions if they differ, because another version may plan other notifications from the same files. The text is appended to a message.
 */
export function tellVersions({ pushplan }: Pick<SavedPlan['saved'], 'pushplan'>, version: string): string {
  return pushplan === version ? '' : `; the plan was made by pushplan ${pushplan}, and this is ${version}`;
}

function showId({ workspace_id: id }: Pick<Place, 'workspace_id'>): string {
  return id === null ? 'no workspace_id' : `workspace_id ${id}`;
}
