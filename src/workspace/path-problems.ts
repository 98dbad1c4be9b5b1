// Resolves paths in a workspace, and the refusals for paths that are not files in it, on disk or in a commit.
import { isAbsolute, win32 } from 'node:path';
import type { Position } from '../diagnostic.ts';
import type { Refusal } from '../errors.ts';
import { refuseNoFile, refusePath } from './refuse-path.ts';

/** Returns the steps from the workspace to where `path` leads from `folder`. Undefined if that is outside the workspace. */
export function resolveSteps(folder: readonly string[], path: string): readonly string[] | undefined {
  if (isAbsolute(path) || win32.isAbsolute(path)) return undefined;
  const steps = [...folder];
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps;
}

export function refuseNoPath(path: string, at: Position | undefined): Refusal {
  return refuseNoFile({ path, message: `${JSON.stringify(path)} is not a path`, at });
}

export function refuseOutside(path: string, at: Position | undefined): Refusal {
  const help =
    'Only files inside the workspace and the data folder are read, and a link is judged by where it leads. Copy the file itself to one of them, or write a relative path.';
  return refusePath({ code: 'PP151', path, message: `${path} leads out of the workspace`, help, at });
}

/** `data` is the data folder. */
export function refuseInBoth(path: string, data: string, at: Position | undefined): Refusal {
  const message = `${path} is in the workspace and in the data folder ${data}, so it is not clear which is meant`;
  return refusePath({ code: 'PP261', path, message, help: 'Remove or rename one of them.', at });
}

/** `near` is a file that may have been meant. */
export function refuseMissing(path: string, at: Position | undefined, cause?: unknown, near?: string): Refusal {
  const meant = near === undefined ? '' : `Did you mean ${near}? `;
  const help = /^[a-z][a-z0-9+.\-]*:\/\//iv.test(path)
    ? 'An address is no path. Put the file into the data folder; a list may also be a query of a source.'
    : `${meant}Paths are relative to the folder of pushplan.yaml; data files may be in the data folder too.`;
  return refuseNoFile({ path, message: `${path} is not there`, help, at, cause });
}

export function refuseSubmodule(path: string, submodule: string, at: Position | undefined): Refusal {
  const message = `${path} is in the git submodule ${submodule}, whose files are not in this repository`;
  const help = `On disk, git submodule update --init ${submodule} gets them; to be compared with a base, a file has to be in the repository itself.`;
  return refusePath({ code: 'PP165', path, message, help, at });
}
