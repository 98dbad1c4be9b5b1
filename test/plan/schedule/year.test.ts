// Schedules through a year on a virtual clock. `npm run prove -- year` goes through all of it in every zone.
import { expect, test } from 'vitest';
import { Dice } from '../../proof/dice.ts';
import { drawYear, liveThrough, someMoments, throughTheYear } from '../../proof/year.ts';

test.each(['Europe/Istanbul', 'Australia/Lord_Howe'])('%s, twice a day through the year', (zone) => {
  const dice = new Dice(1, zone, 0);
  expect(liveThrough(zone, drawYear(dice), throughTheYear(11), dice)).toEqual([]);
});

test('every zone, around its clock changes and at other moments', () => {
  const wrong = Intl.supportedValuesOf('timeZone').flatMap((zone) => {
    const dice = new Dice(1, zone, 1);
    return liveThrough(zone, drawYear(dice), someMoments(3), dice);
  });
  expect(wrong).toEqual([]);
});
