import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sample } from '../../../src/generated/plan.ts';
import { measureText, type Face } from '../../../src/view/phones/measure-text.ts';
import { drawSample, pictureMark } from '../../../src/view/phones/sample-picture.ts';
import { wrapMeasured } from '../../../src/view/phones/wrap-measured.ts';
import { logAttacks, naughtyStrings, terminalAttacks } from '../../support/naughty-strings.ts';
import { listElements } from '../../support/read-html.ts';
import { readXml, type XmlElement } from '../../support/strict-xml.ts';

const face: Face = { family: 'Inter', weight: 'regular', size: 15 };

function sampleOf(text: string, more: Record<string, unknown> = {}): Sample {
  const card = { headline: text, description: text, image_url: text };
  const advanced = { advanced_push_type: 'carousel', advanced_push_items: Array.from({ length: 6 }, () => card) };
  const notification = { title: text, message: text, image_url: text, advanced_push_payload: advanced, ...more };
  return { why: 'longest_title', row: 17, notification };
}

function read(picture: string): readonly XmlElement[] {
  expect(picture.startsWith(pictureMark)).toBe(true);
  return listElements(readXml(`<?xml version="1.0" encoding="UTF-8"?>\n${picture.slice(pictureMark.length)}`));
}

function linesOf(picture: string): readonly XmlElement[] {
  return read(picture).filter(({ name }) => name === 'text');
}

test('the same sample gives the same bytes, small, and loads nothing', () => {
  const sample = sampleOf('Your wishlist got cheaper, https://evil.example.com/x.png');
  const picture = drawSample(sample, 'sale');
  expect(drawSample(structuredClone(sample), 'sale')).toBe(picture);
  expect(Buffer.byteLength(picture)).toBeLessThan(16_000);
  expect(picture.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/:\/\/|href|<image|<style|<script|@import/v);
});

test('every line has its length, and none is longer than the room for it', () => {
  const lines = linesOf(drawSample(sampleOf('Loremipsum dolor sit amet, '.repeat(20)), 'sale'));
  expect(lines.length).toBeGreaterThan(20);
  for (const { attributes, text } of lines) {
    expect({ text, length: Number(attributes['textLength']) > 0 }).toEqual({ text, length: true });
    expect(Number(attributes['x']) + Number(attributes['textLength'])).toBeLessThanOrEqual(840);
  }
});

test('no text has an effect in the picture', () => {
  const allowed = new Set(['svg', 'title', 'desc', 'defs', 'linearGradient', 'stop', 'rect', 'path', 'text']);
  for (const text of [...naughtyStrings, ...terminalAttacks, ...logAttacks]) {
    const picture = drawSample(
      sampleOf(text, { advanced_push_payload: { advanced_push_items: [{ headline: text }] } }),
      text,
    );
    expect(read(picture).filter(({ name }) => !allowed.has(name))).toEqual([]);
    expect(picture.replaceAll('\n', '').replaceAll(/(?=\p{Emoji})\p{RGI_Emoji}/gv, '')).not.toMatch(
      /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB\p{Cs}]/v,
    );
  }
});

test('a right-to-left text is on the right, and a silent push shows nothing on an iPhone', () => {
  const arabic = linesOf(drawSample(sampleOf('مرحبا بالعالم'), 'sale')).filter(
    ({ attributes }) => attributes['direction'] === 'rtl',
  );
  expect(arabic.length).toBeGreaterThan(3);
  const silent = drawSample(sampleOf('Refresh', { ios: { 'content-available': true } }), 'sale');
  expect(linesOf(silent).map(({ text }) => text)).toContain('Nothing is shown: the push is silent, and wakes');
});

test('what lock screens cut is named below', () => {
  expect(words('a'.repeat(41))).toBe('Cut on a lock screen: the title (iPhone).');
  expect(words('a'.repeat(50))).toBe('Cut on a lock screen: the title (iPhone, Android).');
  expect(words('a'.repeat(40))).not.toContain('Cut');
});

test('lines are no wider than the room, and together they contain the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 60, max: 300 }), (text, width) => {
      const lines = wrapMeasured(text, { face, width, most: 1_000 });
      expect(lines.filter((line) => line.width > width)).toEqual([]);
      expect(lines.map((line) => line.width)).toEqual(lines.map((line) => measureText(line.text, face)));
      const shown = wrapMeasured(text, { face, width: 100_000, most: 1_000 });
      const joined = (all: typeof lines): string =>
        all
          .map((line) => line.text)
          .join('')
          .replaceAll(/\s/gv, '');
      expect(joined(lines)).toBe(joined(shown));
    }),
  );
});

test('there are no more lines than allowed, and the last ends in dots', () => {
  const lines = wrapMeasured('one two three four five six seven', { face, width: 60, most: 2 });
  expect(lines.map(({ text }) => text)).toEqual(['one two', 'three…']);
});

test('widths are those of the fonts', () => {
  expect(measureText('A', { family: 'Roboto', weight: 'regular', size: 1000 })).toBe(652);
  expect(measureText('₺İ', { family: 'Inter', weight: 'strong', size: 1000 })).toBeCloseTo(906, -1);
  expect(measureText('春', face)).toBe(15);
});

/** The last line of the picture. */
function words(title: string): string {
  const sample: Sample = { why: 'first', row: 1, notification: { title, message: '' } };
  return linesOf(drawSample(sample, 'sale')).at(-1)?.text ?? '';
}
