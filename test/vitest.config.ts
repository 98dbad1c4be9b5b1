import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import type { VitestPluginContext } from 'vitest/node';
import { LongestFirst } from './longest-first.ts';
import { findChromium } from './support/find-chromium.ts';

// Everything below test/posix is about signals, file modes and disks, which Windows handles differently or not at all.
const isPosix = process.platform !== 'win32';
// Everything below test/browser needs a browser on the machine. None is downloaded.
const never = [
  'test/fixtures/**',
  ...(isPosix ? [] : ['test/posix/**']),
  ...(isPosix && findChromium() !== undefined ? [] : ['test/browser/**']),
];

// Each of these files gets a process of its own: they start processes, measure memory, hold sockets or use fake timers.
const alone = [
  'test/{browser,e2e,posix,proof,tui}/**/*.test.{ts,tsx}',
  'test/audience/memory.test.ts',
  'test/insider/sockets.test.ts',
];

// The tests that cover the branches below. No others are measured, because measuring takes processor time.
const measured = {
  alone: ['test/posix/{ledger,postgres}*.test.ts', 'test/insider/sockets.test.ts'],
  together: [
    'test/{delivery,insider,ledger,postgres}/**/*.test.ts',
    'test/commands/**/{ledger,old-ledger,postgres,rescue,sandbox-reset,worker}*.test.ts',
  ],
};

// Code in which an untested branch could mean two pushes for somebody, or none: the record of who was sent to, the result of a
// request, and what protects the key and people's data.
const gated = {
  'src/ledger/**/!(read-sqlite).ts': 100,
  // The message about a missing package can only be tested with the packed program.
  'src/postgres/!(load-driver).ts': 100,
  // One branch is a race with the writer, which no test can win reliably.
  'src/ledger/sqlite/read-sqlite.ts': 92,
  'src/delivery/**/{allowance,attempt,backlog,*claim*,take-batches,classify,act-on-verdict,envelope,batch,settlements,settle-in-run,transition}.ts': 100,
  'src/delivery/**/{deliver,deliver-campaign,gate,ramp,breaker,halt,stops,abort-if,tally,template-defect,explain-error}.ts': 100,
  'src/delivery/**/{foreign-answers,foreign-stops,certificate-watch,judge-run}.ts': 100,
  'src/insider/{request,client,ask,connection,answer,attribute,error-body,envelope,identity,excerpt,retry-after}.ts': 100,
  'src/insider/{error-name,lasting-error,decode-body,drop-interim,conceal}.ts': 100,
};

// Coverage is an option of the whole run. This plugin excludes a project from it.
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
        // These files share two processes, which load the program once instead of two hundred times. That halves their time.
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
    // A poll may take nearly as long as its test, so that no machine is too slow. If it fails, its message shows what was missing.
    expect: { requireAssertions: true, poll: { timeout: 280_000, interval: 10 } },
    globalSetup: ['memory-disk', 'postgres-template', 'common-postgres'].map((name) =>
      fileURLToPath(new URL(`support/${name}.ts`, import.meta.url)),
    ),
    setupFiles: [fileURLToPath(new URL('support/property-seed.ts', import.meta.url))],
    // A limit for what hangs, long enough for a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // V8's accounting of code pages aborts a long process that starts and ends threads, about once in a thousand runs (nodejs/node#64500).
    execArgv: ['--no-memory-protection-keys'],
    // Two processors can run six workers, because most of the time is spent waiting for other processes.
    maxWorkers: 6,
    // A long file that begins late would run alone at the end.
    sequence: { sequencer: LongestFirst },
    // Only with --coverage, as in npm test: a part of the suite would miss all thresholds.
    coverage: {
      provider: 'v8',
      include: Object.keys(gated),
      reporter: [['text', { skipFull: true }]],
      thresholds: isPosix ? thresholds : {},
    },
  },
});
