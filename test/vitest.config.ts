import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import type { VitestPluginContext } from 'vitest/node';
import { LongestFirst } from './longest-first.ts';
import { findChromium } from './support/find-chromium.ts';

// Everything below test/posix speaks of signals, file modes and disks, which Windows has in another form or not at all.
const isPosix = process.platform !== 'win32';
// Everything below test/browser is looked at in a browser that the machine has; none is downloaded.
const never = [
  'test/fixtures/**',
  ...(isPosix ? [] : ['test/posix/**']),
  ...(isPosix && findChromium() !== undefined ? [] : ['test/browser/**']),
];

// Each of these gets a process of its own: they start processes, measure memory, hold sockets or have timers played to them.
const alone = [
  'test/{browser,e2e,posix,proof,tui}/**/*.test.{ts,tsx}',
  'test/audience/memory.test.ts',
  'test/insider/sockets.test.ts',
];

// What the branches below are measured in, and nothing else: measuring takes more of the processor's time.
const measured = {
  alone: ['test/posix/{ledger,postgres}*.test.ts', 'test/insider/sockets.test.ts'],
  together: [
    'test/{delivery,insider,ledger,postgres}/**/*.test.ts',
    'test/commands/**/{ledger,old-ledger,postgres,rescue,sandbox-reset,worker}*.test.ts',
  ],
};

// Where a branch that no test takes would be somebody who gets two pushes, or none: the record of who was sent to, what becomes
// of a request, and what keeps the key and people out of sight.
const gated = {
  'src/ledger/**/!(read-sqlite).ts': 100,
  // What is said where a package is missing is seen on a packed program alone.
  'src/postgres/!(load-driver).ts': 100,
  // One branch is a race with the writer, which no test can win for sure.
  'src/ledger/sqlite/read-sqlite.ts': 92,
  'src/delivery/**/{allowance,attempt,backlog,*claim*,take-batches,classify,act-on-verdict,envelope,batch,settlements,settle-in-run,transition}.ts': 100,
  'src/delivery/**/{deliver,deliver-campaign,gate,ramp,breaker,halt,stops,abort-if,tally,template-defect,explain-error}.ts': 100,
  'src/delivery/**/{foreign-answers,foreign-stops,certificate-watch,judge-run}.ts': 100,
  'src/insider/{request,client,ask,connection,answer,attribute,error-body,envelope,identity,excerpt,retry-after}.ts': 100,
  'src/insider/{error-name,lasting-error,decode-body,drop-interim,conceal}.ts': 100,
};

// Coverage is an option of the whole run: this leaves a project out of it.
const unmeasured = {
  name: 'unmeasured',
  configureVitest: ({ project }: VitestPluginContext) => {
    project.config.coverage = { ...project.config.coverage, enabled: false };
  },
};

const thresholds = Object.fromEntries(Object.entries(gated).map(([files, branches]) => [files, { branches }]));

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    projects: [
      {
        extends: true,
        plugins: [unmeasured],
        test: { name: 'alone', include: alone, exclude: [...measured.alone, ...never] },
      },
      { extends: true, test: { name: 'measured alone', include: measured.alone, exclude: never } },
      {
        extends: true,
        plugins: [unmeasured],
        // These share two processes, which load the program once and not two hundred times: half of the time that they took.
        test: {
          name: 'rooms',
          isolate: false,
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...alone, ...measured.alone, ...measured.together, ...never],
        },
      },
      {
        extends: true,
        test: {
          name: 'measured',
          isolate: false,
          include: measured.together,
          exclude: [...alone, ...measured.alone, ...never],
        },
      },
    ],
    expect: { requireAssertions: true },
    globalSetup: ['memory-disk', 'postgres-template', 'common-postgres'].map((name) =>
      fileURLToPath(new URL(`support/${name}.ts`, import.meta.url)),
    ),
    setupFiles: [fileURLToPath(new URL('support/property-seed.ts', import.meta.url))],
    // A net for what hangs, wide enough for a machine that is busy with other things.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // V8's own account of pages of code aborts a long process that starts and ends threads, once in some thousand (nodejs/node#64500).
    execArgv: ['--no-memory-protection-keys'],
    // Two processors are enough for six: most of the time is spent on waiting for other processes.
    maxWorkers: 6,
    // One that takes long and begins late would be waited for alone.
    sequence: { sequencer: LongestFirst },
    // Only with --coverage, as npm test says: a part of the suite would fail all thresholds.
    coverage: {
      provider: 'v8',
      include: Object.keys(gated),
      reporter: [['text', { skipFull: true }]],
      thresholds: isPosix ? thresholds : {},
    },
  },
});
