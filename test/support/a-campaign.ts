// Campaigns and recipients for tests, made without a file. The column of a finding is the offset in the string, plus 1.
import type { Campaign, WhereCondition } from '../../src/campaign/campaign.ts';
import type { Place, Places } from '../../src/campaign/yaml/places.ts';
import { openSource } from '../../src/campaign/yaml/source-text.ts';
import { hasErrors, type Diagnostic } from '../../src/diagnostic.ts';
import type { CampaignNotification } from '../../src/generated/campaign.ts';
import { compileCampaign, type Partials } from '../../src/message/compile-campaign.ts';
import type { Recipient } from '../../src/message/recipient.ts';
import type { Renderer, RowProblem } from '../../src/message/renderer.ts';
import type { ExampleTable } from '../../src/message/helpers/helper.ts';
import { tableKey, type OpenTable, type Tables } from '../../src/message/tables.ts';

const lineLength = 5000;
const deepest = 20;

/** Places for keys of any name: each has children, whose values are one line further down. */
class AnyKey extends Map<string, Place> {
  readonly #depth: number;

  constructor(depth: number) {
    super();
    this.#depth = depth;
  }

  override get(): Place {
    return placeAt(this.#depth + 1);
  }
}

function placeAt(depth: number): Place {
  const value = Math.max(depth - 1, 0) * (lineLength + 1);
  const text = { style: 'plain', start: value, value: 'x'.repeat(lineLength) } as const;
  return { value, below: false, text, children: new AnyKey(depth) };
}

/** Places whose line is the depth of the key, so that two fields of one finding look different. */
const anyPlaces: Places = {
  source: openSource('sale.campaign.yaml', `${'x'.repeat(lineLength)}\n`.repeat(deepest)),
  root: placeAt(0),
};

export interface CampaignParts {
  readonly notification?: Partial<CampaignNotification>;
  readonly file?: string;
  readonly columns?: Campaign['audience']['columns'];
  readonly dates?: Campaign['audience']['dates'];
  readonly reading?: Pick<Campaign['audience'], 'csv' | 'sheet' | 'lists' | 'group'>;
  /** A list holds texts; one of them must be equal to the value. */
  readonly where?: Readonly<Record<string, readonly string[] | WhereCondition>>;
  readonly publicColumns?: readonly string[];
  readonly key?: string;
  readonly tables?: Tables;
  readonly content?: Campaign['content'];
}

export function aCampaign({
  notification,
  file,
  columns,
  dates,
  reading,
  where,
  publicColumns,
  key,
  tables,
  content,
}: CampaignParts = {}): Campaign {
  return {
    file: 'sale.campaign.yaml',
    id: 'sale',
    tags: [],
    exclude: [],
    excludeRecent: [],
    caps: [],
    audience: {
      file: file ?? 'audience.ndjson',
      ...reading,
      columns: columns ?? {},
      dates: dates ?? {},
      where: conditionsOf(where ?? {}),
      publicColumns: publicColumns ?? [],
    },
    ...(key === undefined ? {} : { key }),
    ...(tables && {
      tables: [...tables.keys()].map((name) => ({ name, file: `data/${name}.csv`, key: 'id', columns: {}, dates: {} })),
    }),
    ...(content && { content }),
    resend: 'never',
    guarantee: 'at_most_once',
    priority: 'normal',
    failOn: {},
    async: false,
    variants: [
      {
        when: { kind: 'always' },
        notification: {
          identifiers: { uuid: 'c-1001' },
          camp_id: 1204,
          camp_name: 'Sale',
          title: 'Sale',
          message: 'Now',
          ...notification,
        },
      },
    ],
    abortIf: [],
    broadcast: false,
    reportAttributes: [],
    places: anyPlaces,
  };
}

/** Makes a public table in the workspace. */
export function tableOf({ name, key, rows }: ExampleTable): OpenTable {
  return {
    name,
    file: `data/${name}.csv`,
    key,
    columns: Object.keys(rows[0] ?? {}),
    nested: [],
    rows: new Map(rows.map((row) => [tableKey(row[key]), row])),
    isPublic: true,
    bytes: 100,
    sha256: JSON.stringify(rows),
  };
}

export function tablesOf(...tables: readonly OpenTable[]): Tables {
  return new Map(tables.map((table) => [table.name, table]));
}

/** Returns conditions as they are read from a campaign file. */
export function conditionsOf(where: NonNullable<CampaignParts['where']>): Campaign['audience']['where'] {
  return Object.fromEntries(
    Object.entries(where).map(([column, wanted]) => [
      column,
      'bounds' in wanted ? wanted : { any: wanted, bounds: [] },
    ]),
  );
}

export function aRecipient(values: Readonly<Record<string, unknown>>): Recipient {
  const own: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(values)) own[name] = value;
  return { row: 1, line: 2, values: own };
}

export function partialsOf(texts: Readonly<Record<string, string>>): Partials {
  return new Map(Object.entries(texts).map(([name, text]) => [name, { file: `partials/${name}.hbs`, text }]));
}

/** Returns the renderer of a campaign. Throws an error with the findings if there are errors. */
export function rendererOf(parts: CampaignParts, columns: readonly string[], partials: Partials = new Map()): Renderer {
  const { renderer, diagnostics } = compileCampaign(aCampaign(parts), columns, partials, parts.tables);
  if (renderer === undefined || hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
  return renderer;
}

/** Returns the findings about a campaign. Throws if there is a renderer despite errors, or none without errors. */
export function findingsOf(
  parts: CampaignParts,
  columns: readonly string[] = [],
  partials: Partials = new Map(),
): readonly Diagnostic[] {
  const { renderer, diagnostics } = compileCampaign(aCampaign(parts), columns, partials, parts.tables);
  if ((renderer === undefined) !== hasErrors(diagnostics)) throw new Error('a renderer is there without errors alone');
  return diagnostics;
}

/** Returns the code and column of each finding in a message: "PP110 15". */
export function messageFindings(message: string, columns: readonly string[], parts: CampaignParts = {}): string[] {
  return findingsOf({ ...parts, notification: { message } }, columns).map(({ code, column }) => `${code} ${column}`);
}

/** Returns the message that a template gives for a row (its columns are the keys of `row`), or the problem of the row. */
export function printMessage(
  message: string,
  row: Readonly<Record<string, unknown>>,
  partials: Readonly<Record<string, string>> = {},
  tables: Tables = new Map(),
): unknown {
  const result = rendererOf({ notification: { message }, tables }, Object.keys(row), partialsOf(partials)).render(
    aRecipient(row),
  );
  if (result.kind !== 'notification') return result;
  const notification: { message: unknown } = JSON.parse(result.payload);
  return notification.message;
}

/** Returns the problem of the row when a template is rendered for it. Throws if there is none. */
export function messageProblem(message: string, row: Readonly<Record<string, unknown>>): RowProblem {
  const result = rendererOf({ notification: { message } }, Object.keys(row)).render(aRecipient(row));
  if (result.kind !== 'invalid') throw new Error(`the row is not invalid but ${JSON.stringify(result)}`);
  return result.problem;
}
