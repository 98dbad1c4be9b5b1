// Reads the JSON that commands print, and refuses it if it does not fit its published schema.
import { Ajv, type ValidateFunction } from 'ajv';
import { expect } from 'vitest';
import type { DiagnosticsDocument } from '../../src/generated/diagnostics.ts';
import type { DoctorDocument } from '../../src/generated/doctor.ts';
import type { CiTestDocument } from '../../src/generated/ci-test.ts';
import type { CalendarDocument } from '../../src/generated/calendar.ts';
import type { ExplainDocument } from '../../src/generated/explain.ts';
import type { FetchDocument } from '../../src/generated/fetch.ts';
import type { ForgetDocument } from '../../src/generated/forget.ts';
import type { Plan } from '../../src/generated/plan.ts';
import type { Run, Runs } from '../../src/generated/run.ts';
import type { TestDocument } from '../../src/generated/test.ts';
import type { WorkerLine } from '../../src/generated/worker.ts';
import type { CliResult } from './cli.ts';
import { readRepositoryFile } from './repository.ts';

const ajv = new Ajv({ strict: true, allowUnionTypes: true });

function compile<T>(name: string): ValidateFunction<T> {
  return ajv.compile<T>(JSON.parse(readRepositoryFile(`schema/${name}.schema.json`)));
}

const isPlan = compile<Plan>('plan');
const isRun = compile<Run | Runs>('run');
const isFetch = compile<FetchDocument>('fetch');
const isForget = compile<ForgetDocument>('forget');
const isExplain = compile<ExplainDocument>('explain');
const isCalendar = compile<CalendarDocument>('calendar');
const isTest = compile<TestDocument>('test');
const isCiTest = compile<CiTestDocument>('ci-test');
const isDoctor = compile<DoctorDocument>('doctor');
const isWorkerLine = compile<WorkerLine>('worker');
const isOther = {
  init: compile('init'),
  rendered: compile('rendered'),
  ci: compile('ci'),
  roles: compile('roles'),
  sandbox: compile('sandbox'),
};
const isDiagnostics = compile<DiagnosticsDocument>('diagnostics');

function read<T>(result: CliResult, validate: ValidateFunction<T>): T {
  const document = result.json();
  if (validate(document)) return document;
  throw new Error(`${ajv.errorsText(validate.errors)}\n${result.stdout}`);
}

/** Reads a plan. Checks that it fits its schema and that its figures add up. */
export function readPlan(result: CliResult): Plan {
  const plan = read(result, isPlan);
  const { rows, send, resend, retry, deferred, settled, in_doubt, removed } = plan.totals;
  expect(rows).toBe(send + resend + retry + deferred + settled + in_doubt + removed);
  for (const { counts } of plan.campaigns) {
    const out = Object.values(counts.removed).reduce((sum, count) => sum + count, 0);
    const sent = counts.send + counts.resend + counts.retry + counts.deferred;
    expect(counts.rows).toBe(sent + counts.settled + counts.in_doubt + out);
  }
  return plan;
}

/** Reads a run. Checks that it fits its schema and that its buckets add up. */
export function readRun(result: CliResult): Run {
  const run = read(result, isRun);
  if (!('run' in run)) throw new Error('a list of runs instead of one');
  for (const { totals } of [run, ...run.campaigns]) {
    const { planned, accepted, refused, rejected, in_doubt, not_sent } = totals;
    expect(planned).toBe(accepted + refused + rejected + in_doubt + not_sent);
  }
  return run;
}

export function readRuns(result: CliResult): readonly Run[] {
  const runs = read(result, isRun);
  if (!('runs' in runs)) throw new Error('one run instead of a list');
  return runs.runs;
}

export function readExplain(result: CliResult): ExplainDocument {
  return read(result, isExplain);
}

export function readCalendar(result: CliResult): CalendarDocument {
  return read(result, isCalendar);
}

export function readForget(result: CliResult): ForgetDocument {
  return read(result, isForget);
}

export function readDiagnostics(result: CliResult): DiagnosticsDocument['diagnostics'] {
  return read(result, isDiagnostics).diagnostics;
}

export function readFetch(result: CliResult): FetchDocument {
  return read(result, isFetch);
}

export function readTest(result: CliResult): TestDocument {
  return read(result, isTest);
}

export function readCiTest(result: CliResult): CiTestDocument {
  return read(result, isCiTest);
}

export function readDoctor(result: CliResult): DoctorDocument {
  return read(result, isDoctor);
}

/** Reads the log of a worker. Checks each line, without the findings that `--json` adds at the end. */
export function readWorkerLog({ stdout }: Pick<CliResult, 'stdout'>): readonly WorkerLine[] {
  const lines = stdout.trimEnd().split('\n');
  return lines.map((line) => {
    const read: unknown = JSON.parse(line);
    if (isWorkerLine(read)) return read;
    throw new Error(`${ajv.errorsText(isWorkerLine.errors)}\n${line}`);
  });
}

/** Reads one of the documents that few tests need. */
export function readDocument(name: keyof typeof isOther, result: CliResult): unknown {
  return read(result, isOther[name]);
}
