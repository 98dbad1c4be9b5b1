// The copy audit: what it counts, what it reports, and where.
import { describe, expect, it } from 'vitest';
import { canary } from '../../proof/canaries.ts';
import { audit, type Row } from '../../support/audited.ts';
import { allOff, copyPolicy } from '../../support/copy-policy.ts';

const names = (...all: readonly string[]): readonly Row[] => all.map((name) => ({ name }));
const only = (check: string) => ({ ...allOff, [check]: 'warn' });

const title = (length: number): string => 'x'.repeat(length);

describe('a title', () => {
  it('is cut on Android above 49 characters, on iOS above 40', () => {
    const { findings } = audit({ title: '{{name}}' }, names(title(40), title(41), title(49), title(50)));
    expect(findings).toEqual([
      {
        check: 'title_cut',
        surface: 'Android lock screen',
        level: 'warn',
        count: 1,
        of: 4,
        worst_row: 4,
        detail: '49 of 50 characters are shown',
      },
      {
        check: 'title_cut',
        surface: 'iOS lock screen',
        level: 'warn',
        count: 3,
        of: 4,
        worst_row: 4,
        detail: '40 of 50 characters are shown',
      },
    ]);
  });

  it('is measured in characters as people count them', () => {
    expect(audit({ title: '{{name}}' }, names('👩🏽‍🍳'.repeat(40))).findings).toEqual([]);
    const [finding] = audit({ title: '{{name}}' }, names('👩🏽‍🍳'.repeat(41))).findings;
    expect(finding).toMatchObject({ surface: 'iOS lock screen', detail: '40 of 41 characters are shown' });
  });

  it('that is the same for everybody has no worst row', () => {
    const { findings, diagnostics } = audit({ title: title(45) }, names('a', 'b', 'c'));
    expect(findings).toMatchObject([{ count: 3, of: 3, worst_row: null }]);
    expect(diagnostics[0]?.message).toBe(
      'title is cut on the iOS lock screen for all 3: 40 of 45 characters are shown',
    );
  });
});

describe('a message', () => {
  it.each([
    [160, undefined, ['Android lock screen']],
    [161, undefined, ['Android lock screen', 'iOS lock screen']],
    [130, 'https://img.example.com/a.jpg', ['Android lock screen']],
    [131, 'https://img.example.com/a.jpg', ['Android lock screen', 'iOS lock screen']],
    [49, undefined, []],
  ])('of %i characters beside the image %s is cut on %j', (length, image, surfaces) => {
    const notification = { message: 'x'.repeat(length), ...(image === undefined ? {} : { image_url: image }) };
    const { findings, diagnostics } = audit(notification, names('a'));
    expect(findings.map(({ check, surface, level }) => [check, surface, level])).toEqual(
      surfaces.map((surface) => ['message_cut', surface, 'info']),
    );
    expect(diagnostics).toEqual([]);
  });
});

describe('empty slots and defaults', () => {
  it('are counted by notification, and the worst row is the one with the most of them', () => {
    const { findings } = audit({ message: "{{name}}{{a}}, {{default name 'you'}}" }, [
      { name: 'Ana', a: 'x' },
      { name: 'Ana', a: '' },
      { name: '', a: '' },
      { name: '', a: '' },
    ]);
    expect(findings).toEqual([
      {
        check: 'empty_slot',
        surface: 'message',
        level: 'warn',
        count: 3,
        of: 4,
        worst_row: 3,
        detail: '2 print nothing',
      },
      {
        check: 'default_used',
        surface: 'message',
        level: 'info',
        count: 2,
        of: 4,
        worst_row: 3,
        detail: 'one steps in',
      },
    ]);
  });

  it('are reported for each field, by its name', () => {
    const { findings } = audit(
      { title: 'Hi {{name}}', message: 'Bye {{name}}', ios: { deep_link: { 'my.key': 'k{{name}}' } } },
      names('', 'Ana'),
      copyPolicy(only('empty_slot')),
    );
    expect(findings.map(({ surface, count }) => [surface, count])).toEqual([
      ['ios.deep_link.my.key', 1],
      ['message', 1],
      ['title', 1],
    ]);
  });
});

const identifiers = { uuid: '{{name}}' };
const link = (length: number) => ({ ins_dl_internal: `https://x.example/${'a'.repeat(length)}` });
const sizes = (length: number) =>
  audit({ ios: { deep_link: link(length) } }, names('a'), copyPolicy(only('payload_size'))).findings;

const bytes = (length: number) =>
  Buffer.byteLength(
    JSON.stringify({
      camp_id: 1204,
      camp_name: 'Sale',
      title: 'Sale',
      message: 'Now',
      ios: { deep_link: link(length) },
    }),
  );

describe('size', () => {
  it('is measured for each platform, without the identifiers and without the settings of the other platform', () => {
    const notification = { identifiers, android: { deep_link: link(3900) }, ios: { deep_link: link(10) } };
    const { findings } = audit({ ...notification, title: 'ş{{t}}' }, [
      { name: 'a', t: 'b' },
      { name: 'a', t: 'ş'.repeat(60) },
    ]);
    expect(findings.filter(({ check }) => check === 'payload_size')).toMatchObject([
      {
        surface: 'Android',
        count: 1,
        of: 2,
        worst_row: 2,
        detail: expect.stringMatching(/^4,1\d\d bytes of at most 4,096$/),
      },
    ]);
    const longName = audit({ identifiers }, [{ name: 'a'.repeat(4090) }]);
    expect(longName.findings).toEqual([]);
  });

  it('is at most 4,096 bytes, exact to the byte', () => {
    const fits = 4096 - bytes(0);
    expect(sizes(fits)).toEqual([]);
    expect(sizes(fits + 1)).toMatchObject([{ surface: 'iOS', detail: '4,097 bytes of at most 4,096' }]);
  });
});

type Links = Readonly<Record<string, string>>;

const differing = (android: Links | undefined, ios: Links | undefined, rows = names('a', 'b', 'x')) =>
  audit(
    { ...(android && { android: { deep_link: android } }), ...(ios && { ios: { deep_link: ios } }) },
    rows,
    copyPolicy(only('links_differ')),
  ).findings.map(({ surface, count, worst_row }) => [surface, count, worst_row]);

describe('links', () => {
  const a = 'https://shop.example.com/{{name}}';
  it.each([
    ['no links', undefined, undefined, []],
    ['the same', { k: a }, { k: a }, []],
    ['the same in another order', { k: a, l: 'x' }, { l: 'x', k: a }, []],
    ['Android only', { k: a }, undefined, [['iOS', 3, null]]],
    ['Android only, and an empty link for iOS', { k: a }, {}, [['iOS', 3, null]]],
    ['iOS only', undefined, { k: a }, [['Android', 3, null]]],
    ['one more key', { k: a, l: 'x' }, { k: a }, [[null, 3, null]]],
    ['another key', { k: a }, { l: a }, [[null, 3, null]]],
    ['another text', { k: 'x' }, { k: 'y' }, [[null, 3, null]]],
    ['other templates', { k: 'app://{{name}}' }, { k: 'https://{{name}}' }, [[null, 3, null]]],
    ['a template that prints the same in some rows', { 'k.1': '{{name}}' }, { 'k.1': 'x' }, [[null, 2, 1]]],
    ['templates that print the same in all rows', { k: '{{name}}' }, { k: '{{trim name}}' }, []],
  ])('%s', (_what, android, ios, found) => {
    expect(differing(android, ios)).toEqual(found);
  });

  it('of one platform alone are reported with what happens on the other', () => {
    const policy = copyPolicy({ links_differ: 'warn' });
    const [finding] = audit({ android: { deep_link: { k: 'x' } } }, names('a', 'b'), policy).diagnostics;
    expect(finding).toMatchObject({
      code: 'PP237',
      message: 'Android alone has a link for all 2: on iOS a tap opens the start of the app',
    });
  });
});

const cards = (...headlines: readonly string[]) => ({ l: headlines });

describe('texts', () => {
  it('of all cards are checked, and the worst row is the one with the most findings', () => {
    const item = { id: 1, headline: '{{this}}', description: 'd', image_url: 'https://img.example.com/a.jpg' };
    const { findings } = audit(
      { advanced_push_payload: { advanced_push_type: 'carousel', advanced_push_items: { each: 'l', item } } },
      [cards('a', 'b', 'c'), cards('<b>', 'b', 'test'), cards('&amp;', '<i>', 'c'), cards('<i>', '<i>')],
    );
    const surface = 'advanced_push_payload.advanced_push_items.item.headline';
    expect(findings).toMatchObject([
      { check: 'markup', surface, count: 2, of: 4, worst_row: 3, detail: 'an HTML tag' },
      { check: 'test_words', surface, count: 1, of: 4, worst_row: 2 },
    ]);
  });

  it('do not include links, which may contain test words but no markup', () => {
    const deep_link = { ins_dl_internal: 'https://x.example/test?a=1&amp;b=null' };
    const { findings } = audit({ android: { deep_link }, ios: { deep_link } }, names('a'));
    expect(findings.map(({ check, surface }) => [check, surface])).toEqual([
      ['markup', 'android.deep_link.ins_dl_internal'],
      ['markup', 'ios.deep_link.ins_dl_internal'],
    ]);
  });
});

describe('a diagnostic', () => {
  it('has the number of notifications, the worst row and the worst case, at the field', () => {
    const many = Array.from({ length: 2000 }, (_, index) => ({ name: index % 40 === 7 ? 'y'.repeat(50) : 'Ana' }));
    const { diagnostics } = audit({ title: '{{name}}' }, [...many.slice(0, 1999), { name: 'y'.repeat(61) }]);
    expect(diagnostics[0]).toEqual({
      severity: 'warning',
      code: 'PP230',
      message:
        'title is cut on the Android lock screen for 51 of 2,000 (2.5%), worst in row 2,000: 49 of 61 characters are shown',
      file: 'sale.campaign.yaml',
      line: 2,
      column: 1,
      help: expect.stringContaining('{{truncate'),
    });
  });

  it('is an error if the policy says so, and names the level, where it is set and who can change it', () => {
    const error = copyPolicy({ empty_slot: 'error' });
    const [finding] = audit({ title: 'Hi {{name}}' }, names(''), error).diagnostics;
    expect(finding).toMatchObject({ severity: 'error', code: 'PP232' });
    expect(finding?.help).toMatch(
      / copy\.empty_slot is error at pushplan\.yaml:13; everybody who may merge can change that\.$/,
    );
    const based = copyPolicy({ empty_slot: 'error' }, { ref: 'origin/main' });
    expect(audit({ title: 'Hi {{name}}' }, names(''), based).diagnostics[0]?.help).toContain(
      'this is the policy of origin/main: a pull request cannot change its own',
    );
  });
});

describe('the audit as a whole', () => {
  const everything = {
    title: '{{name}} test <b>',
    message: `{{a}}{{default a 'x'}} ${'y'.repeat(60)} 🇹`,
    ios: { deep_link: { k: `https://x.example/${'z'.repeat(4096)}` } },
  };
  const rows = [{ name: 'x'.repeat(60), a: '' }];

  it('lists its findings by check, then by surface, and nothing else', () => {
    const { findings } = audit(everything, rows);
    expect(findings.map(({ check, surface }) => [check, surface])).toEqual([
      ['title_cut', 'Android lock screen'],
      ['title_cut', 'iOS lock screen'],
      ['message_cut', 'Android lock screen'],
      ['empty_slot', 'message'],
      ['default_used', 'message'],
      ['markup', 'title'],
      ['payload_size', 'iOS'],
      ['test_words', 'title'],
      ['links_differ', 'Android'],
      ['emoji_cut', 'message'],
    ]);
    expect(audit({}, names('a')).findings).toEqual([]);
    expect(audit(everything, []).findings).toEqual([]);
  });

  it('reports nothing for checks that are off', () => {
    expect(audit(everything, rows, copyPolicy(allOff))).toEqual({ findings: [], diagnostics: [] });
  });

  it('shows no personal data: the values of canary rows leave no trace', () => {
    const people = Array.from({ length: 40 }, (_, index) => {
      const { name, address } = canary(index);
      return { name: `${name} <b> test null ${'z'.repeat(index)}`, a: index % 2 === 0 ? address : '' };
    });
    const result = JSON.stringify(audit({ ...everything, title: '{{name}} {{a}}' }, people));
    expect(JSON.parse(result).findings.length).toBeGreaterThan(6);
    for (const { name, address, number } of Array.from({ length: 40 }, (_, index) => canary(index))) {
      for (const value of [name, address, number, name.split(' ')[0] ?? '']) expect(result).not.toContain(value);
    }
  });
});
