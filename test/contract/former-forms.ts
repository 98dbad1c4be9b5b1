// The ledger contract for people whom version 0.1.0 recorded in a different form: none of them counts as new.
import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { planEnvelope } from '../../src/delivery/envelope.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { CampaignResult } from '../../src/plan/campaign-folds.ts';
import { planCampaign } from '../../src/plan/plan-campaign.ts';
import type { ToSend } from '../../src/plan/plan-block.ts';
import { aCampaign, rendererOf, type CampaignParts } from '../support/a-campaign.ts';
import { accepted, badTitle, inDoubt, openAll, optOut, planned, send, spoolRun } from './world.ts';
import type { LedgerWorld, MakeWorld, WholeLedger } from './world.ts';
import { insider } from '../../src/insider/insider.ts';

type Row = Readonly<Record<string, string>>;

/** What 0.1.0 wrote for a row, exactly. */
interface Written {
  readonly key: string;
  readonly identifiers: string;
}

const columns = ['email', 'phone', 'card', 'name'];
const all = { email: '{{email}}', phone_number: '{{phone}}', 'custom.card': '{{card}}' };

const byDefault: readonly (readonly [string, Row, Written])[] = [
  [
    'an address with blanks around it',
    { email: '\u00A0Ana@example.com ' },
    { key: '[["INSIDER.email","ana@example.com"]]', identifiers: '{"INSIDER.email":"\u00A0Ana@example.com "}' },
  ],
  [
    'an address with a blank that 0.1.0 kept in the key',
    { email: 'ana@example.com\u0085' },
    { key: '[["INSIDER.email","ana@example.com\u0085"]]', identifiers: '{"INSIDER.email":"ana@example.com\u0085"}' },
  ],
  [
    'a phone number with dashes',
    { phone: '+1 (555) 010-0100' },
    { key: '[["INSIDER.phone_number","+15550100100"]]', identifiers: '{"INSIDER.phone_number":"+1 (555) 010-0100"}' },
  ],
  [
    'an identifier of the account',
    { card: 'L-7' },
    { key: '[["INSIDER.custom.card","L-7"]]', identifiers: '{"INSIDER.custom.card":"L-7"}' },
  ],
  [
    'all of them',
    { email: ' a@b.example', phone: '+1.555.0106000', card: ' L-8 ' },
    {
      key: '[["INSIDER.custom.card","L-8"],["INSIDER.email","a@b.example"],["INSIDER.phone_number","+15550106000"]]',
      identifiers:
        '{"INSIDER.email":" a@b.example","INSIDER.phone_number":"+1.555.0106000","INSIDER.custom.card":" L-8 "}',
    },
  ],
];

const byOwnKey: readonly (readonly [string, Row, Written])[] = [
  [
    'an address in capitals',
    { email: 'ANA@example.com' },
    { key: '"ANA@example.com"', identifiers: '{"INSIDER.email":"ANA@example.com"}' },
  ],
  [
    'an address with blanks',
    { email: 'ana@example.com ' },
    { key: '"ana@example.com "', identifiers: '{"INSIDER.email":"ana@example.com "}' },
  ],
];

const cases = [
  ...byDefault.map(([title, row, written]) => ({ title, row, written, parts: {} })),
  ...byOwnKey.map(([title, row, written]) => ({
    title: `${title}, in a key of the campaign`,
    row,
    written,
    parts: { key: '{{email}}' },
  })),
];

export function formerFormsContract(name: string, makeWorld: MakeWorld): void {
  describe.each(cases)(`former forms: ${name}: $title`, ({ row, written, parts }) => {
    test.each<[Outcome, Partial<CampaignResult['counts']>]>([
      [accepted, { send: 0, resend: 0, settled: 1 }],
      [optOut, { send: 0, resend: 0, settled: 1 }],
      [inDoubt, { send: 0, resend: 0, in_doubt: 1 }],
    ])('a recorded %j counts', async (outcome, counts) => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      await sendAsBefore(world, ledger, written, outcome);
      for (const resend of ['never', 'on_change'] as const) {
        expect((await plan(ledger, row, { parts, resend })).counts).toMatchObject(counts);
      }
    });

    test('another text is sent once under the present key, which counts from then on', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      await sendAsBefore(world, ledger, written, accepted);
      const changed = { ...row, name: 'Ada' };
      expect((await plan(ledger, changed, { parts, resend: 'never' })).counts).toMatchObject({ send: 0, settled: 1 });
      const { counts, sent } = await plan(ledger, changed, { parts, resend: 'on_change' });
      expect(counts).toMatchObject({ send: 0, resend: 1 });
      const run = await spoolRun(
        ledger,
        sent.map((one) => ({ ...one, ...planEnvelope(one.payload, insider), digest: one.digest.slice(0, 32) })),
      );
      await send(world, ledger, run.id, await openAll(ledger, run.id), [accepted]);
      for (const again of [changed, row]) {
        expect((await plan(ledger, again, { parts, resend: 'on_change' })).counts).toMatchObject({
          send: 0,
          resend: 0,
          settled: 1,
        });
      }
    });

    test('a person who was only rejected is sent to if their payload is different now', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      await sendAsBefore(world, ledger, written, badTitle);
      const { counts } = await plan(ledger, row, { parts, resend: 'never' });
      const isSamePayload = written.identifiers.includes('"ANA@example.com"');
      expect(counts).toMatchObject(isSamePayload ? { send: 0, settled: 1 } : { send: 1, settled: 0 });
    });
  });
}

async function plan(
  ledger: WholeLedger,
  row: Row,
  { parts, resend }: { readonly parts: CampaignParts; readonly resend: 'never' | 'on_change' },
): Promise<{ readonly counts: CampaignResult['counts']; readonly sent: readonly ToSend[] }> {
  const whole = { ...parts, notification: { identifiers: all, title: 'Hi {{name}}' } };
  const sent: ToSend[] = [];
  const values = Object.assign(Object.create(null), { email: '', phone: '', card: '', name: 'Ana', ...row }) as Row;
  const { counts } = await planCampaign({
    campaign: { ...aCampaign(whole), resend },
    renderer: rendererOf(whole, columns),
    blocks: (async function* () {
      yield [{ row: 1, line: 2, values }];
    })(),
    history: ledger,
    keep: async (notifications) => {
      sent.push(...notifications);
    },
  });
  return { counts, sent };
}

async function sendAsBefore(world: LedgerWorld, ledger: WholeLedger, written: Written, outcome: Outcome) {
  const key = `v1:${written.key}`;
  const rest = '"camp_id":1204,"camp_name":"Sale","title":"Hi Ana","message":"Now"';
  const payload = `{"identifiers":${written.identifiers},${rest}}`;
  const digest = hash('sha256', `sale\0${key}\0${payload}`, 'hex').slice(0, 32);
  const run = await spoolRun(ledger, [planned(key, { payload: Buffer.from(payload), digest })]);
  await send(world, ledger, run.id, await openAll(ledger, run.id), [outcome]);
}
