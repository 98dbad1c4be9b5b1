// Checks the parts of the notification that are the same for everybody, once: the notification without its templates, against the whole schema.
import type { Campaign } from '../../campaign/campaign.ts';
import { writtenAt } from '../../campaign/layers/overlay.ts';
import type { Variant } from '../../campaign/layers/variants.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import type { SchemaError } from '../../generated/schema-error.ts';
import { validateNotification } from '../../generated/validate-notification.ts';
import { isEachItems, type ValuePath } from '../fragments/build-fragment.ts';
import { identifierName, identifierPath } from '../identifier.ts';
import { sentMembers, sentValue } from '../../campaign/sent-form.ts';
import { isTemplate } from '../../campaign/template-text.ts';

/** JSON pointers into the skeleton, each with its place in the campaign file. */
interface Places {
  readonly all: Map<string, ValuePath>;
  readonly leaves: Set<string>;
}

export function checkSkeleton(campaign: Campaign): readonly Diagnostic[] {
  return campaign.variants.flatMap(({ notification, overlays }) => {
    const places: Places = { all: new Map(), leaves: new Set() };
    const skeleton = makeSkeleton(notification, '', ['notification'], places);
    return validateNotification(skeleton)
      .filter((error) => !places.leaves.has(error.instancePath))
      .map((error) => explainError(error, places, campaign, overlays));
  });
}

function explainError(
  error: SchemaError,
  places: Places,
  campaign: Campaign,
  overlays: Variant['overlays'],
): Diagnostic {
  const path = writtenAt(overlays, places.all.get(error.instancePath) ?? ['notification']);
  const { additionalProperty } = error.params;
  if (typeof additionalProperty === 'string') {
    const inside = [...path, additionalProperty];
    return errorAt(
      locateIn(campaign, inside),
      'PP102',
      `unknown key ${inside.join('.')}`,
      'Remove it, or correct its name.',
    );
  }
  return errorAt(
    locateIn(campaign, path),
    'PP101',
    `${path.join('.')} ${error.message ?? 'does not fit the schema'}`,
    'Correct the value, or remove the key.',
  );
}

function makeSkeleton(written: unknown, pointer: string, path: ValuePath, places: Places): unknown {
  places.all.set(pointer, path);
  const value = sentValue(written, path);
  if (typeof value === 'string' && isTemplate(value)) places.leaves.add(pointer);
  if (isEachItems(value)) {
    const { item } = value;
    return [0, 1, 2].map((index) => makeSkeleton(item, `${pointer}/${index}`, [...path, 'item'], places));
  }
  if (Array.isArray(value)) {
    return value.map((part: unknown, index) => makeSkeleton(part, `${pointer}/${index}`, [...path, index], places));
  }
  if (typeof value !== 'object' || value === null) return value;
  if (pointer === '/identifiers') return makeIdentifiers(value, pointer, path, places);
  const members = sentMembers(path.at(-1), value).map(([key, sent, part]) => [
    sent,
    makeSkeleton(part, `${pointer}/${escapeStep(sent)}`, [...path, key], places),
  ]);
  return Object.fromEntries(members);
}

/** Custom identifiers are one level down in the notification, but not in the file. */
function makeIdentifiers(value: object, pointer: string, path: ValuePath, places: Places): unknown {
  const identifiers: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    const [name = '', customName] = identifierPath(identifierName(key));
    const inFile = [...path, key];
    if (customName === undefined)
      identifiers[name] = makeSkeleton(part, `${pointer}/${escapeStep(name)}`, inFile, places);
    else {
      const made = makeSkeleton(part, `${pointer}/${name}/${escapeStep(customName)}`, inFile, places);
      identifiers[name] = Object.assign(Object(identifiers[name]), { [customName]: made });
    }
  }
  return identifiers;
}

function escapeStep(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
