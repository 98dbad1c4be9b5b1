// The rooms of the program in the order in which they build on each other. Lint, its test and CONTRIBUTING.md use this table.

export interface Room {
  /** What the room turns into what. */
  readonly turns: string;
  /** Rooms that it may import, in addition to `commonFiles` and generated files. */
  readonly uses: readonly string[];
  /** Rooms whose types it may import, but nothing else. */
  readonly usesTypesOf?: readonly string[];
  /** Individual files of other rooms that it may import. */
  readonly files?: readonly string[];
  /** Packages and built-in modules, as patterns for lint. */
  readonly modules: readonly string[];
  /** The folders in it, if it has more than 40 files. */
  readonly folders?: readonly string[];
  /** "timeless": gets clock and random as arguments. "pure": also uses no file, network or process. */
  readonly is?: 'pure' | 'timeless';
}

/** Files directly in src/ that every room may import. They import no room. */
export const commonFiles = [
  'counts.ts',
  'diagnostic.ts',
  'errors.ts',
  'is-map.ts',
  'numbers.ts',
  'try-parse-json.ts',
  'way-to-host.ts',
  'wire-errors.ts',
] as const;

const anyBuiltin = ['node:*', 'node:*/**'];

export const rooms: Readonly<Record<string, Room>> = {
  campaign: {
    turns: 'YAML text into a campaign: parse, schema, rules; every value knows its place',
    uses: [],
    folders: ['layers', 'rules', 'schedule', 'schema', 'yaml'],
    modules: ['yaml'],
    is: 'pure',
  },
  workspace: {
    turns: 'a folder, or a commit in git, into pushplan.yaml, files and campaigns; nothing outside of it',
    uses: ['campaign'],
    modules: anyBuiltin,
  },
  message: {
    turns: 'a campaign and a recipient into a notification: templates, helpers, types, checks, key, stand-ins',
    uses: ['campaign'],
    folders: ['columns', 'fragments', 'helpers', 'templates'],
    modules: ['handlebars', 'node:crypto'],
    is: 'pure',
  },
  audience: {
    turns: 'the bytes of a data file into recipients',
    uses: ['message', 'campaign'],
    files: ['plan/key-set.ts', 'optional-packages.ts'],
    folders: ['csv', 'json', 'workbook'],
    modules: ['sax', 'yauzl', 'node:*'],
  },
  plan: {
    turns: 'notifications and history into decisions, a plan, a seal; guards. Declares the port `History`',
    uses: ['message', 'campaign'],
    folders: ['compare', 'copy', 'guards', 'often', 'schedule', 'selection'],
    modules: ['node:crypto', 'node:buffer'],
    is: 'pure',
  },
  delivery: {
    turns:
      'a spooled run into outcomes. Declares `Ledger`, `Spool`, `Queue`, `Vendor`, `Sender`, `DeliveryLog`, `Clock`',
    uses: ['plan', 'message', 'campaign'],
    folders: ['doubt', 'jobs', 'rollout', 'stopping'],
    modules: [],
    is: 'pure',
  },
  postgres: {
    turns: 'the address of a PostgreSQL database into a careful connection, of ledgers and of sources',
    uses: [],
    files: ['optional-packages.ts'],
    modules: ['pg', ...anyBuiltin],
    is: 'timeless',
  },
  ledger: {
    turns: 'claims and outcomes into SQLite or PostgreSQL',
    uses: ['delivery', 'plan', 'postgres'],
    files: ['workspace/make-folder.ts'],
    folders: ['chunks', 'claims', 'lists', 'moving', 'pace', 'people', 'postgres', 'runs', 'sqlite'],
    modules: ['pg', 'pg-boss', ...anyBuiltin],
    is: 'timeless',
  },
  insider: {
    turns: 'what Insider One can do, the envelope of a notification; requests into HTTP, answers into outcomes',
    uses: ['delivery', 'message'],
    files: ['proxy-agent.ts'],
    modules: ['undici', 'node:diagnostics_channel', 'node:process', 'node:zlib'],
    is: 'timeless',
  },
  forge: {
    turns: 'a text into the one comment of a pull request, a merge commit into the plan that was approved',
    uses: [],
    files: ['proxy-agent.ts'],
    modules: ['undici'],
    is: 'timeless',
  },
  sandbox: { turns: 'nothing of ours: the other side of the wire', uses: [], modules: anyBuiltin },
  view: {
    turns: 'plans, runs and findings into text, pages and pictures',
    uses: [],
    usesTypesOf: ['plan', 'delivery', 'campaign'],
    files: [
      'delivery/run-state.ts',
      'plan/planned-counts.ts',
      'plan/selection/removal-reasons.ts',
      'plan/copy/lock-screens.ts',
    ],
    folders: ['findings', 'markdown', 'pages', 'phones', 'plan'],
    modules: ['d3-scale', 'string-width', 'node:util', 'node:crypto'],
    is: 'pure',
  },
  editor: {
    turns: 'a place in a file that is being edited into what an editor shows there',
    uses: ['campaign', 'message'],
    modules: [],
    is: 'pure',
  },
  tui: {
    turns: 'a run into a screen; loaded on a terminal only',
    uses: ['view'],
    usesTypesOf: ['delivery'],
    modules: ['ink', 'react', 'string-width', 'node:*'],
  },
  scaffold: { turns: 'a name into the files of a new workspace and its CI', uses: [], modules: anyBuiltin },
  sources: {
    turns: 'where audiences come from: the data folder, queries in an engine of their own, and what a fetch pins',
    uses: ['workspace', 'campaign', 'audience', 'message', 'postgres'],
    files: ['optional-packages.ts', 'proxy-agent.ts'],
    folders: ['downloads', 'engine', 'forgetting', 'postgres'],
    modules: ['@duckdb/node-api', 'aws4fetch', 'pg', 'undici', ...anyBuiltin],
  },
  opening: {
    turns: 'an environment into its ledger, target and history: the one way to each; the context of a command',
    uses: ['workspace', 'campaign', 'plan', 'delivery', 'ledger', 'insider', 'sandbox', 'view'],
    modules: anyBuiltin,
  },
  planning: {
    turns: 'a workspace into a plan: walk, compile, compare with a base, saved and stale plans',
    uses: ['opening', 'sources', 'workspace', 'campaign', 'audience', 'message', 'plan', 'delivery', 'ledger', 'view'],
    folders: ['base', 'lists', 'saved', 'threads'],
    modules: anyBuiltin,
  },
  commands: {
    turns: 'one file a verb: recipes over the rooms above',
    uses: [
      'campaign',
      'workspace',
      'message',
      'audience',
      'plan',
      'delivery',
      'postgres',
      'ledger',
      'insider',
      'forge',
      'sandbox',
      'view',
      'editor',
      'tui',
      'scaffold',
      'sources',
      'opening',
      'planning',
    ],
    files: ['optional-packages.ts'],
    folders: [
      'ci',
      'completing',
      'doctor',
      'drilling',
      'editing',
      'fetching',
      'forgetting',
      'ledger',
      'online',
      'options',
      'program',
      'rendering',
      'runs',
      'sending',
      'testing',
      'topics',
      'watching',
    ],
    modules: ['@resvg/resvg-js', 'vscode-languageserver-protocol/*', ...anyBuiltin],
  },
};

/** Formats the rooms as CONTRIBUTING.md shows them. */
export function tableOfRooms(): string {
  const rows = Object.entries(rooms).map(([name, { turns, uses, usesTypesOf = [], files = [], folders = [] }]) => {
    const imports = [...uses, ...files, ...(usesTypesOf.length === 0 ? [] : [`types of ${usesTypesOf.join(', ')}`])];
    const everybody = uses.length === Object.keys(rooms).length - 1;
    return [`\`${name}\``, turns, everybody ? 'everybody' : imports.join(', ') || 'nobody', folders.join(', ')];
  });
  return [['room', 'turns', 'may import', 'folders'], ...rows].map((cells) => cells.join(' | ')).join('\n');
}
