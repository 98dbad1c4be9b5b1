// What is gathered from parts of an audience, merged in order, equals what is gathered from the whole, wherever it is divided.
import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { PrintedNote } from '../../src/message/fragments/printed.ts';
import type { Recipient } from '../../src/message/recipient.ts';
import type { Campaign } from '../../src/campaign/campaign.ts';
import type { KeyedIdentifier, Renderer, RowProblem } from '../../src/message/renderer.ts';
import { ArmCounts } from '../../src/plan/arm-counts.ts';
import { AskedColumns } from '../../src/message/templates/asked-columns.ts';
import { Bounds } from '../../src/plan/bounds.ts';
import { CampaignFolds } from '../../src/plan/campaign-folds.ts';
import { CellSample, type CountedCell } from '../../src/plan/cell-sample.ts';
import { CopyAudit } from '../../src/plan/copy/copy-audit.ts';
import { CopyTally } from '../../src/plan/copy/copy-tally.ts';
import { createRowJudge } from '../../src/plan/selection/judge-row.ts';
import { KeySet } from '../../src/plan/key-set.ts';
import { PrintedNotes } from '../../src/plan/printed-notes.ts';
import { RolloutCounts } from '../../src/plan/rollout-counts.ts';
import { RowCounts } from '../../src/plan/selection/row-counts.ts';
import { RowFindings } from '../../src/plan/selection/row-findings.ts';
import { Samples } from '../../src/plan/samples.ts';
import { pass, type LeftOut } from '../../src/plan/selection/selection.ts';
import { SharedIdentifiers } from '../../src/plan/selection/shared-identifiers.ts';
import { Timetable } from '../../src/plan/selection/timetable.ts';
import { UnmetFilter } from '../../src/plan/selection/unmet-filter.ts';
import { removalReasons } from '../../src/plan/selection/removal-reasons.ts';
import { aCampaign, aRecipient, rendererOf, type CampaignParts } from '../support/a-campaign.ts';
import { copyPolicy } from '../support/copy-policy.ts';
import { expectMerging } from '../support/expect-merging.ts';
import '../support/property-seed.ts';

function recipientAt(index: number, values: Readonly<Record<string, unknown>> = {}): Recipient {
  return { ...aRecipient(values), row: index + 1, line: index + 2 };
}

function startCells() {
  const sample = new CellSample(7);
  return { sample, state: () => sample.list(), merge: (other: readonly CountedCell[]) => sample.merge(other) };
}

function startThree(campaign: Campaign, renderer: Renderer) {
  const samples = new Samples();
  const audit = new CopyAudit(campaign, copyPolicy());
  const bounds = new Bounds(renderer.figures);
  const state = () => ({ samples: samples.state(), audit: audit.state(), bounds: bounds.state() });
  const merge = (other: ReturnType<typeof state>): void => {
    samples.merge(other.samples);
    audit.merge(other.audit);
    bounds.merge(other.bounds);
  };
  return { samples, audit, bounds, state, merge };
}

const few = fc.constantFrom('a', 'b', 'c', 'd');

describe('parts that are merged in order equal the whole:', () => {
  it('counts', () => {
    const removed = removalReasons.map(({ reason }): LeftOut => ({ kind: 'left_out', reason }));
    const decisions = [
      { kind: 'send', generation: 0 },
      { kind: 'resend', generation: 1 },
      { kind: 'settled', earlier: true },
      { kind: 'settled', earlier: false },
      { kind: 'in_doubt' },
      { kind: 'retry', generation: 1 },
      { kind: 'deferred', generation: 0, until: 1000, zone: 'UTC' },
    ] as const;
    const decided = decisions.map((decision) => ({
      kind: 'decided' as const,
      recipient: recipientAt(0),
      key: 'v1:a',
      identities: [],
      decision,
      rendered: undefined,
      when: undefined,
      arm: undefined,
      arms: { drawn: undefined, recorded: undefined },
    }));
    expectMerging(fc.constantFrom(...removed, ...decided), {
      start: () => new RowCounts(),
      look: (counts, row) => {
        counts.look(row);
      },
      tell: (counts) => counts.list(),
    });
  });

  it('invalid rows, however many kinds there are', () => {
    const problem = fc
      .oneof(fc.nat(3), fc.nat(120))
      .map((kind): RowProblem => ({ code: 'PP222', message: `fails ${kind}`, path: 'key' }));
    expectMerging(problem, {
      start: () => new RowFindings(),
      look: (findings, one, index) => {
        findings.look(recipientAt(index), one);
      },
      tell: (findings) => findings.list('people.csv'),
    });
  });

  it('identifiers under several keys, below the limit and above it', () => {
    const identifiers = fc.uniqueArray(fc.record({ name: few, text: fc.constantFrom('x', 'y', 'z', 'w', 'v') }), {
      maxLength: 3,
      selector: ({ name }: KeyedIdentifier) => name,
    });
    for (const limit of [20, 1000]) {
      expectMerging(identifiers, {
        start: () => new SharedIdentifiers(limit),
        look: (shared, one, index) => {
          shared.look(recipientAt(index), one);
        },
        tell: (shared) => shared.list('people.csv'),
      });
    }
  });

  it('columns that templates use as conditions', () => {
    const cell = fc.constantFrom('true', 'false', 'No', '1', '0', '', ' F ', true, null, 'x');
    const asked = new Map(['p', 'q'].map((name) => [name, { file: 'a.yaml', line: 1, column: 1 }]));
    const cells = fc.record({ p: cell, q: fc.constantFrom('0', '1', 'no', '') });
    expectMerging(cells, {
      start: () => new AskedColumns(asked),
      look: (columns, row) => {
        columns.look(aRecipient(row));
      },
      tell: (columns) => columns.list(),
    });
  });

  it('a filter that nobody passes, and near matches of more cells than are kept', () => {
    const parts: CampaignParts = { where: { city: ['Istanbul', 'TR'], lang: ['tr'] }, publicColumns: ['city'] };
    const city = fc.oneof(
      fc.constantFrom('istanbul', 'Istambul', ' TR', 'tr', '', 'Ankara', 'TR'),
      fc.nat(40).map((blanks) => `Istanbul${' '.repeat(blanks + 1)}`),
    );
    expectMerging(fc.record({ city, lang: fc.constantFrom('de', 'TR', '', 'TR', 'de', 'en', 'fr', 'tr') }), {
      start: () => new UnmetFilter(aCampaign(parts)),
      look: (filter, row) => {
        filter.look(aRecipient(row));
      },
      tell: (filter) => filter.list(),
    });
  });

  it('the cells that are kept out of many', () => {
    expectMerging(fc.nat(30).map(String), {
      start: startCells,
      look: ({ sample }, cell) => {
        sample.add(cell);
      },
      tell: ({ sample }) => sample.list(),
    });
  });

  it('notes of helpers, for more languages than are shown', () => {
    const note = fc.oneof(
      fc.record({ kind: fc.constant('missing_form' as const), field: few, what: fc.nat(40).map(String) }),
      fc.record({ kind: fc.constantFrom('day_with_time' as const, 'no_offset' as const), field: few, what: few }),
    );
    expectMerging(fc.array(note, { maxLength: 4 }), {
      start: () => new PrintedNotes(),
      look: (notes, told: readonly PrintedNote[], index) => {
        notes.look(index + 1, told);
      },
      tell: (notes) => notes.list(aCampaign()),
    });
  });

  it('times to which rows are deferred', () => {
    expectMerging(fc.tuple(fc.constantFrom(3000, 1000, 2000), fc.constantFrom('UTC', 'Asia/Tokyo')), {
      start: () => new Timetable(),
      look: (timetable, [due, zone]) => {
        timetable.look(due, zone);
      },
      tell: (timetable) => timetable.list(),
    });
  });

  it('a tally of the copy audit', () => {
    const one = fc.record({ measure: fc.integer({ min: 1, max: 9 }), what: few, field: few });
    const found = fc.array(one, { maxLength: 3 });
    expectMerging(found, {
      start: () => new CopyTally(),
      look: (tally, told, index) => {
        for (const each of told) tally.add({ ...each, row: index + 1 });
      },
      tell: ({ count, worst, differs }) => ({ count, worst, differs }),
    });
  });

  it('arms, and the people who stay in one', () => {
    const arm = fc.option(fc.nat(2), { nil: undefined });
    const campaignArms = ['A', 'B', 'C'].map((name, index) => ({ name, weight: 100 / 3, campId: index + 1 }));
    const lost = fc.constantFrom(undefined, 'X', 'Y');
    expectMerging(fc.record({ drawn: arm, recorded: arm, lost, isDeferred: fc.boolean() }), {
      start: () => new ArmCounts(),
      look: (counts, { isDeferred, ...arms }) => {
        const one = arms.recorded ?? arms.drawn;
        counts.lookAtPerson(one, arms);
        counts.look(one, isDeferred, arms);
      },
      tell: (counts) => [
        counts.list(campaignArms),
        counts.people(campaignArms),
        counts.diagnostics(aCampaign()).map(({ message }) => message),
      ],
    });
  });

  it('steps of a rollout', () => {
    const rollout = [{ upTo: 0.07, pause: 600_000 }, { upTo: 0.1, pause: null }, { upTo: 1 }];
    const dues = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined });
    expectMerging(fc.tuple(fc.option(fc.nat(2), { nil: undefined }), dues), {
      start: () => new RolloutCounts(),
      look: (counts, [step, due]) => {
        counts.look(step, due);
      },
      tell: (counts) => [counts.list(rollout), counts.times(rollout)],
    });
  });

  const parts: CampaignParts = {
    columns: { price: 'number' },
    publicColumns: ['price'],
    where: { lang: ['tr', 'en', 'de'] },
    key: '{{id}}',
    notification: {
      identifiers: { uuid: '{{id}}', email: '{{email}}' },
      title: 'Hi {{default name "you"}}',
      message: '{{text}} for {{price}} {{#if vip}}VIP{{/if}}',
    },
  };
  const columns = ['id', 'email', 'name', 'text', 'price', 'lang', 'language', 'vip'];
  const renderer = rendererOf(parts, columns);
  const languages = Array.from({ length: 14 }, (_, index) => `x${String.fromCodePoint(97 + index)}`);
  const person = fc.record({
    id: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '9', ''),
    email: fc.constantFrom('ana@example.com', 'bo@example.com', 'not one', ''),
    name: fc.constantFrom('', 'Ana', 'Maximiliana', 'x'.repeat(70)),
    text: fc.constantFrom('', ' ', 'null', 'test', '<b>now</b>', 'y'.repeat(300)),
    price: fc.constantFrom('1', '2.5', '1299', '', 'free'),
    lang: fc.constantFrom('tr', 'en', 'de', 'fr'),
    language: fc.constantFrom(...languages),
    vip: fc.constantFrom('true', 'false', '1', 'no'),
  });

  it('samples, audit and bounds of real notifications', () => {
    expectMerging(person, {
      start: () => startThree(aCampaign(parts), renderer),
      look: ({ samples, audit, bounds }, values, index) => {
        const copy = renderer.render(recipientAt(index, values));
        if (copy.kind !== 'notification') return;
        samples.look(recipientAt(index, values), copy);
        audit.look(index + 1, copy);
        bounds.look(copy.row);
      },
      tell: ({ samples, audit, bounds }) => [
        samples.list(renderer),
        audit.findings(),
        audit.diagnostics(),
        bounds.list(),
      ],
    });
  });

  it('all of them together, for rows as they are planned', () => {
    const putOff = { read: ({ recipient: { row } }: { recipient: Recipient }) => (row % 3 === 0 ? late : pass) };
    const late = { kind: 'put_off', until: 1000 } as const;
    const judge = createRowJudge(aCampaign(parts), renderer, [putOff]);
    // Which rows repeat a key is known before they are looked at.
    const taken = { keys: new KeySet() };
    expectMerging(person, {
      start: () => new CampaignFolds(aCampaign(parts), renderer, copyPolicy()),
      next: (folds) => folds.next(),
      look: (folds, values, index) => {
        if (index === 0) taken.keys = new KeySet();
        const recipient = recipientAt(index, values);
        const row = judge.begin(recipient);
        folds.lookAtRead(recipient, row);
        if (row.kind === 'left_out') return;
        const placed = judge.place(row, taken.keys.has(row.key));
        const unknown = { kind: 'unknown', generation: 0 } as const;
        const decided = placed.kind === 'left_out' ? placed : judge.finish(placed, unknown);
        folds.lookAtDecided(recipient, decided);
        if (decided.kind === 'decided') taken.keys.add(row.key);
      },
      tell: (folds) => [folds.result(true), folds.result(false)],
    });
  });
});
