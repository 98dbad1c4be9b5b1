// Lint, with the walls between the rooms made of their table.
import { defineConfig, type OxlintOverride } from 'oxlint';
import { commonFiles, rooms, type Room } from './test/house/rooms.ts';

const common = ['generated/*', ...commonFiles];
const injected = [
  ...['Date', 'performance'].map((object) => ({ object, property: 'now', message: 'Take the injected clock.' })),
  { object: 'Math', property: 'random', message: 'Take the injected random.' },
];
/** Rooms that speak to the network end a request that hangs. */
const patience = { object: 'AbortSignal', property: 'timeout', message: 'Take the injected clock.' };
/** Tests wait for what happens, not for a while: these give up after a second. */
const impatient = ['waitFor', 'waitUntil'].map((property) => ({
  object: 'vi',
  property,
  message: 'Wait for the event itself, or take expect.poll, whose limit is that of the suite.',
}));
const timely = ['fetch', 'WebSocket', 'crypto', 'globalThis', 'setTimeout', 'setInterval', 'setImmediate', 'console'];

/** What files in a folder may import of a room: its files, and those in its folders. */
function filesOf(name: string): readonly string[] {
  return ['*', ...(rooms[name]?.folders ?? []).map((folder) => `${folder}/*`)];
}

/** `up` leads from a file to its room, and `../` more to the house. */
function wallOf(name: string, room: Room, files: string, up: './' | '../'): OxlintOverride {
  const house = up === './' ? '../' : '../../';
  const message = `The room ${name} may not import this: see .github/CONTRIBUTING.md, "The house".`;
  const open = [
    ...common.map((path) => house + path),
    ...filesOf(name).map((path) => up + path),
    './*',
    ...room.uses.flatMap((used) => filesOf(used).map((path) => `${house}${used}/${path}`)),
    ...(room.files ?? []).map((path) => house + path),
    ...room.modules,
  ];
  const { usesTypesOf = [] } = room;
  const closed = Object.keys(rooms).filter((other) => ![name, ...room.uses, ...usesTypesOf].includes(other));
  // Types of other rooms pass the first pattern, so the second stops those of the rooms that are closed.
  const patterns =
    usesTypesOf.length === 0
      ? [{ group: ['**', ...open.map((path) => `!${path}`)], message }]
      : [
          { group: ['**', ...open.map((path) => `!${path}`)], message, allowTypeImports: true },
          { regex: String.raw`^(\.\./)+(${closed.join('|')})/`, message },
        ];
  const isPure = room.is === 'pure';
  return {
    files: [files],
    rules: {
      'no-restricted-imports': ['error', { patterns }],
      ...(room.is === undefined
        ? {}
        : {
            'no-restricted-properties': ['error', ...injected, ...(room.modules.includes('undici') ? [] : [patience])],
            'no-restricted-globals': ['error', ...timely, ...(isPure ? ['process', 'performance'] : [])],
          }),
    },
  };
}

function wall(files: readonly string[], open: readonly string[], message: string): OxlintOverride {
  const group = ['**', ...open.map((path) => `!${path}`)];
  return { files: [...files], rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] } };
}

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'node', 'react'],
  categories: { correctness: 'error', suspicious: 'error' },
  env: { node: true, es2024: true },
  ignorePatterns: ['test/fixtures'],
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'oxc/no-barrel-file': 'error',
    'max-lines': ['error', { max: 300 }],
    complexity: ['error', { max: 12 }],
    eqeqeq: 'error',
    'no-console': 'error',
    'no-await-in-loop': 'off',
    'no-underscore-dangle': 'off',
    'consistent-return': 'off',
    'typescript/consistent-return': 'off',
    'no-shadow': 'off',
    'react/react-in-jsx-scope': 'off',
    'import/no-unassigned-import': 'off',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/only-throw-error': 'error',
    'typescript/return-await': ['error', 'error-handling-correctness-only'],
  },
  overrides: [
    ...Object.entries(rooms).flatMap(([name, room]) => [
      wallOf(name, room, `**/src/${name}/*`, './'),
      wallOf(name, room, `**/src/${name}/*/**`, '../'),
    ]),
    wall(
      [...commonFiles, 'optional-packages.ts'].map((path) => `**/src/${path}`),
      ['./diagnostic.ts', './errors.ts', './generated/*', './rule-titles/*', 'node:module'],
      'What everyone imports imports no room.',
    ),
    wall(
      ['**/src/proxy-agent.ts'],
      ['./way-to-host.ts', './wire-errors.ts', 'undici'],
      'What several rooms import imports no room.',
    ),
    wall(
      ['**/src/cli.ts'],
      [
        './commands/*',
        './commands/program/*',
        './opening/*',
        './view/*',
        ...common.map((path) => `./${path}`),
        'node:*',
        'node:*/**',
      ],
      'cli.ts may import commands, opening and view.',
    ),
    {
      files: ['test/**'],
      rules: {
        'no-restricted-properties': ['error', ...impatient],
        'import/no-named-as-default-member': 'off',
        'typescript/no-unsafe-type-assertion': 'off',
        'typescript/unbound-method': 'off',
      },
    },
    { files: ['**/*.config.ts', '.oxlintrc.ts'], rules: { 'import/no-default-export': 'off' } },
  ],
});
