// The parts of published schemas that only editors use: titles, Markdown, error messages for patterns, and snippets.
import type { AnySchemaObject } from 'ajv';
import { describeExpected } from '../src/campaign/schema/schema-words.ts';

/** Keywords that only editors know. `title` is one too, except the title of the whole schema. */
export const editorKeywords = ['markdownDescription', 'patternErrorMessage', 'defaultSnippets'] as const;

interface Snippet {
  readonly label: string;
  readonly description: string;
  /** The inserted text; ${1:text} is a placeholder. */
  readonly body: unknown;
}

const campaign: Snippet = {
  label: 'new campaign',
  description: 'All that a campaign needs.',
  body: {
    version: 1,
    id: '${1:spring-news}',
    audience: { file: 'audiences/${2:people}.csv' },
    notification: {
      identifiers: { email: '{{email}}' },
      camp_id: 1,
      camp_name: '${3:Spring news}',
      title: '${4:Hello}',
      message: '${5:The spring collection is here.}',
    },
  },
};

const deepLinks: readonly Snippet[] = [
  {
    label: 'page in the app',
    description: 'A tap opens a page inside of the app.',
    body: { ins_dl_internal: 'https://${1:shop.example.com/sale}' },
  },
  {
    label: 'page in the browser',
    description: "A tap opens a page in the phone's browser.",
    body: { ins_dl_external: 'https://${1:shop.example.com/sale}' },
  },
  {
    label: 'screen of the app',
    description: 'A tap opens a screen of the app, by its own scheme.',
    body: { ins_dl_url_scheme: '${1:shop}://${2:product}' },
  },
];

/** Snippets by the title of a part, which is its key, or by the title of the whole schema. */
const snippets: Readonly<Record<string, readonly Snippet[]>> = {
  'NAME.campaign.yaml: a campaign': [campaign],
  where: [
    { label: 'one value', description: 'Rows whose column has this value.', body: { '${1:language}': '${2:tr}' } },
    {
      label: 'any of some values',
      description: 'Rows whose column has one of these values.',
      body: { '${1:language}': ['${2:tr}', '${3:en}'] },
    },
    {
      label: 'all but a value',
      description: 'Rows whose column does not have this value.',
      body: { '${1:tag}': { not: '${2:staff}' } },
    },
  ],
  advanced_push_payload: [
    {
      label: 'carousel',
      description: 'A card for each entry of a list column.',
      body: {
        advanced_push_type: 'carousel',
        advanced_push_items: {
          each: '${1:items}',
          item: {
            id: '{{@number}}',
            headline: '{{${2:name}}}',
            description: '{{${3:text}}}',
            image_url: '{{${4:image}}}',
          },
        },
      },
    },
  ],
  deep_link: deepLinks,
  deep_links: deepLinks,
  identifiers: [
    { label: 'by id', description: 'Your own id of the person.', body: { uuid: '{{${1:customer_id}}}' } },
    { label: 'by e-mail', description: 'The e-mail address of the person.', body: { email: '{{${1:email}}}' } },
    {
      label: 'by phone',
      description: 'The phone number, with + and country.',
      body: { phone_number: '{{${1:phone}}}' },
    },
  ],
  'pushplan.yaml: a workspace': [
    {
      label: 'new workspace',
      description: 'The sandbox alone: it needs no account and reaches nobody.',
      body: { version: 1, environments: { sandbox: { endpoint: 'sandbox' } }, default_environment: 'sandbox' },
    },
  ],
};

/** Removes them for programs that read schemas. */
export function withoutEditorWords(schema: AnySchemaObject): AnySchemaObject {
  const { title } = schema;
  const plain = mapParts(schema, ({ title: _title, ...rest }) => {
    for (const keyword of editorKeywords) delete rest[keyword];
    return rest;
  });
  return title === undefined ? plain : { ...plain, title };
}

/** Adds them to a schema that has none. A part is named after its key. If several keys refer to it, the first one counts. */
export function withEditorWords(schema: AnySchemaObject): AnySchemaObject {
  const names = new Map<string, string>();
  noteReferences(schema, names);
  const { definitions = {}, ...whole } = schema;
  const named = Object.entries<AnySchemaObject>(definitions).map(([name, part]) => [
    name,
    addWords(part, names.get(`#/definitions/${name}`) ?? name),
  ]);
  return {
    ...addWords(whole, String(schema['title'])),
    ...(named.length === 0 ? {} : { definitions: Object.fromEntries(named) }),
  };
}

function noteReferences(part: unknown, names: Map<string, string>, key = ''): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [name, value] of Object.entries(part)) {
    if (name === '$ref' && typeof value === 'string' && key !== '' && !names.has(value)) names.set(value, key);
    else noteReferences(value, names, name === 'additionalProperties' ? key : name);
  }
}

function addWords(part: AnySchemaObject, name: string): AnySchemaObject {
  return mapParts(
    part,
    ({ $schema, $id, title = name, description, ...rest }, key) => {
      const called = key ?? title;
      const { pattern } = rest;
      const found = snippets[called];
      return {
        ...($schema === undefined ? {} : { $schema }),
        ...($id === undefined ? {} : { $id }),
        // Editors would escape an underscore.
        ...(description === undefined && key === undefined ? {} : { title: called.replaceAll('_', ' ') }),
        ...(description === undefined ? {} : { description, markdownDescription: description }),
        ...rest,
        ...(pattern === undefined
          ? {}
          : { patternErrorMessage: `Expected ${describeExpected({ type: 'string', ...rest })}.` }),
        ...(found === undefined || description === undefined ? {} : { defaultSnippets: found }),
      };
    },
    name,
  );
}

/** Maps each part that is itself a schema. `change` gets the key that names the part. References are left unchanged. */
function mapParts(
  part: AnySchemaObject,
  change: (part: AnySchemaObject, key: string | undefined) => AnySchemaObject,
  name?: string,
): AnySchemaObject {
  if ('$ref' in part) return part;
  const inner = (value: AnySchemaObject, key: string | undefined): AnySchemaObject => mapParts(value, change, key);
  const changed = { ...change(part, name) };
  for (const keyword of ['properties', 'definitions', 'patternProperties'] as const) {
    if (!isObject(changed[keyword])) continue;
    const entries = Object.entries<AnySchemaObject>(changed[keyword]).map(([key, value]) => [
      key,
      inner(value, keyword === 'patternProperties' ? 'NAME' : key),
    ]);
    changed[keyword] = Object.fromEntries(entries);
  }
  for (const keyword of ['additionalProperties', 'items', 'propertyNames'] as const) {
    if (isObject(changed[keyword]))
      changed[keyword] = inner(changed[keyword], name === undefined ? undefined : `one of ${name}`);
  }
  return changed;
}

function isObject(value: unknown): value is AnySchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
