// Makes campaign.schema.json from other schemas: a campaign may contain what a notification may contain, or a template for it.
import { readFile } from 'node:fs/promises';
import type { AnySchemaObject } from 'ajv';
import { longestTtl, shortestTtl } from '../src/campaign/rules/rule-delivery.ts';
import { lockScreens } from '../src/plan/copy/lock-screens.ts';
import { deriveOverlays } from './derive-overlays.ts';
import { withoutEditorWords } from './editor-words.ts';

/** The texts of campaign-notification.json for one key: schema keywords, and changes to existing ones. */
interface Words {
  readonly $ref?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  /** Replaces the schema that is made of the key. All of its constraints have to be given then. */
  readonly type?: string | readonly string[];
  readonly pattern?: string;
  readonly minProperties?: number;
  /** For a definition: the definition of notification.schema.json that it is made of; "notification" is the whole schema. */
  readonly from?: string;
  /** Added after the description of the key. */
  readonly more?: string;
  /** For a key with a choice: values that are accepted in addition. */
  readonly spellings?: readonly string[];
  readonly properties?: Readonly<Record<string, Words>>;
  /** By the beginning of the pattern. */
  readonly patternProperties?: Readonly<Record<string, Words>>;
}

interface Sources {
  /** The campaign schema, whose own parts are kept. */
  readonly campaign: AnySchemaObject;
  readonly notification: AnySchemaObject;
  readonly workspace: AnySchemaObject;
  readonly words: Readonly<Record<string, Words>>;
}

const template = String.raw`\{\{`;

export async function readSchema(name: string): Promise<AnySchemaObject> {
  return withoutEditorWords(JSON.parse(await readFile(new URL(`${name}.json`, import.meta.url), 'utf8')));
}

export async function readSources(): Promise<Sources> {
  const [campaign = {}, notification = {}, workspace = {}, { $comment: _, ...words } = {}] = await Promise.all(
    ['campaign.schema', 'notification.schema', 'workspace.schema', 'campaign-notification'].map(readSchema),
  );
  return { campaign, notification, workspace, words };
}

export function deriveCampaign({ campaign, notification, workspace, words }: Sources): AnySchemaObject {
  const names = new Map(Object.entries(words).map(([name, { from = '' }]) => [from, name]));
  const sourceOf = (from: string): AnySchemaObject =>
    from === 'notification' ? notification : notification['definitions'][from];
  const derived = Object.entries(words).map(([name, own]) => {
    const { from = '', ...rest } = own;
    const source = sourceOf(from);
    return [
      name,
      deriveObject(from === 'notificationIdentifiers' ? flattenIdentifiers(source) : source, rest),
    ] as const;
  });
  const { advancedPushItems, abortIf } = campaign['definitions'];
  const cards = notification['definitions'].notificationAdvancedPayload.properties.advanced_push_items;
  const definitions: AnySchemaObject = {
    ...campaign['definitions'],
    ...Object.fromEntries(derived),
    advancedPushItems: limitCards(advancedPushItems, cards),
    abortIf: { ...workspace['definitions'].abortIf, description: abortIf.description },
  };
  const overlays = deriveOverlays(definitions, 'campaignNotification');
  const copyExpectation = expectFields(campaign['definitions'].copyExpectation, overlays);
  return { ...campaign, definitions: { ...definitions, ...overlays, copyExpectation } };

  function derive(schema: AnySchemaObject, own: Words = {}): AnySchemaObject {
    if ('$ref' in own) return own;
    const reference: unknown = schema['$ref'];
    if (typeof reference !== 'string')
      return schema['type'] === 'object' ? deriveObject(schema, own) : deriveLeaf(schema, own);
    const from = reference.replace('#/definitions/', '');
    const name = names.get(from) ?? '';
    if (Object.keys(own).length === 0) return { $ref: `#/definitions/${name}` };
    // A reference may have no siblings, so a part with changed texts is written in full.
    const { from: _, ...common } = words[name] ?? {};
    return deriveObject(sourceOf(from), { ...common, ...own });
  }

  function deriveObject(schema: AnySchemaObject, own: Words): AnySchemaObject {
    const { minProperties = own.minProperties, required, properties = {}, patternProperties = {} } = schema;
    const { properties: words = {}, patternProperties: patternWords = {} } = own;
    const keys = Object.entries<AnySchemaObject>(properties).map(([key, part]) => [key, derive(part, words[key])]);
    const patterns = Object.entries<AnySchemaObject>(patternProperties).map(([pattern, part]) => [
      pattern,
      derive(part, Object.entries(patternWords).find(([start]) => pattern.startsWith(start))?.[1]),
    ]);
    const added = Object.entries(words).filter(([key]) => !(key in properties));
    for (const [key, { type }] of added)
      if (type === undefined) throw new Error(`there is no ${key} in a notification`);
    return {
      ...textOf(schema, own),
      type: 'object',
      additionalProperties: false,
      ...(minProperties === undefined ? {} : { minProperties }),
      ...(required === undefined ? {} : { required }),
      properties: Object.fromEntries([...keys, ...added]),
      ...(patterns.length === 0 ? {} : { patternProperties: Object.fromEntries(patterns) }),
    };
  }
}

/** A copy test expects the fields of an overlay, and some of its own. */
function expectFields(expectation: AnySchemaObject, overlays: AnySchemaObject): AnySchemaObject {
  const { sent, cards, title_chars: title, message_chars: message } = expectation['properties'];
  const fields = overlays['campaignNotificationOverlay'].properties;
  return { ...expectation, properties: { sent, cards, title_chars: title, message_chars: message, ...fields } };
}

/** A string may contain templates; rules check the rendered value. Any other value may be replaced by a single template. */
function deriveLeaf(schema: AnySchemaObject, own: Words): AnySchemaObject {
  const { more: _more, spellings = [], description: _description, examples: _examples, ...constraints } = own;
  const text = textOf(schema, own);
  if (own.type !== undefined) return { ...text, ...constraints };
  const { type, enum: choices, minimum } = schema;
  if (choices !== undefined) {
    return { ...text, type, pattern: `^(${[...choices, ...spellings].join('|')})$|${template}` };
  }
  if (type === 'string') return { ...text, type, minLength: 1 };
  return { ...text, type: [type, 'string'], ...(minimum === undefined ? {} : { minimum }), pattern: template };
}

function textOf(schema: AnySchemaObject, own: Words): AnySchemaObject {
  const description = fillFigures(own.description ?? [schema['description'], own.more ?? ''].join(' ').trim());
  return { description, examples: own.examples ?? schema['examples'] };
}

/** The figures that rules check, for %{name} in a schema. */
const figures: Readonly<Record<string, string>> = {
  shortestTtl: String(shortestTtl),
  longestTtl: String(longestTtl),
  longestTtlDays: String(longestTtl / 86_400),
  titleLength: rangeOf(lockScreens.map(({ title }) => title)),
  messageLength: rangeOf(lockScreens.flatMap(({ message, messageBesideImage }) => [message, messageBesideImage])),
};

function rangeOf(numbers: readonly number[]): string {
  return `${Math.min(...numbers)} to ${Math.max(...numbers)}`;
}

function fillFigures(text: string): string {
  return text.replaceAll(/%\{(\w+)\}/gv, (_, name: string) => {
    const figure = figures[name];
    if (figure === undefined) throw new Error(`no rule has the figure ${name}`);
    return figure;
  });
}

/** Campaigns write `email` for INSIDER.email, and `custom.NAME` for a key in INSIDER.custom. The API's spelling is accepted too. */
function flattenIdentifiers({ properties, ...schema }: AnySchemaObject): AnySchemaObject {
  const { 'INSIDER.custom': custom, ...others } = properties;
  const keys = Object.entries(others).map(([key, part]) => [key.replace('INSIDER.', ''), part] as const);
  const patterns = Object.entries<AnySchemaObject>(custom.patternProperties).flatMap(([pattern, part]) => {
    const ownNames = String.raw`custom\.${pattern.slice(1, -1)}`;
    const names = [...keys.map(([key]) => key), ownNames].join('|');
    return [
      [`^${ownNames}$`, part],
      [String.raw`^INSIDER\.(${names})$`, part],
    ];
  });
  return { ...schema, properties: Object.fromEntries(keys), patternProperties: Object.fromEntries(patterns) };
}

/** Limits cards to the number that a notification may have, whether they are written or made from a column. */
function limitCards(items: AnySchemaObject, { minItems, maxItems }: AnySchemaObject): AnySchemaObject {
  const { max, short } = items['properties'];
  const below = { ...short.properties.below, minimum: minItems, maximum: maxItems };
  return {
    ...items,
    minItems,
    maxItems,
    properties: {
      ...items['properties'],
      max: { ...max, minimum: minItems, maximum: maxItems },
      short: { ...short, properties: { ...short.properties, below } },
    },
  };
}
