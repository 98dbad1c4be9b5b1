// Finds where a name is declared, so that an editor can jump there.
import type { Position } from '../diagnostic.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import type { Thing } from './thing-at.ts';

/** Returns none for a helper, which is in no file of the workspace. */
export function findDeclarations(thing: Thing): readonly Position[] {
  switch (thing.kind) {
    case 'partial':
      return [startOf(thing.partial.file)];
    case 'message':
      return thing.messages.map(({ from }) => locateIn(from, from.path));
    case 'file':
      return [startOf(thing.file)];
    case 'campaign':
      return [startOf(thing.campaign.campaign.file)];
    case 'column':
      return thing.of.map(({ campaign }) => locateIn(campaign, ['audience', 'columns', thing.column.name]));
    case 'helper':
      return [];
  }
}

function startOf(file: string): Position {
  return { file, line: 1, column: 1 };
}
