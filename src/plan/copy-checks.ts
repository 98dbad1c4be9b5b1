// What the copy audit looks for in each notification that will be sent, in the order in which a plan lists it.
import type { Campaign } from '../campaign/campaign.ts';
import type { AuditFinding } from '../generated/plan.ts';
import type { Printed, TextRole } from '../message/printed.ts';
import { compareLinks, differInRow } from './copy-links.ts';
import { findHalfCharacter } from './copy-half-characters.ts';
import { findMarkup } from './copy-markup.ts';
import { findOversize } from './copy-size.ts';
import { findTestWord } from './copy-test-words.ts';
import { countGraphemes } from './count-graphemes.ts';
import { lockScreens, type LockScreen } from './lock-screens.ts';

export type Check = AuditFinding['check'];

/** A notification as it was rendered. */
export interface Copy {
  readonly payload: string;
  readonly printed: Printed;
}

/** Takes what was found: where it shows, how bad it is, and what it is in words, without any of its data. */
export type Tell = (surface: string | null, measure: number, what?: string) => void;

export type Look = (copy: Copy, tell: Tell) => void;

interface CopyCheck {
  readonly check: Check;
  /** The way to look for it. What a row cannot change is settled here, once. */
  readonly prepare: (campaign: Campaign) => Look;
}

export const copyChecks: readonly CopyCheck[] = [
  { check: 'title_cut', prepare: () => lookForCut('title', ({ title }) => title) },
  {
    check: 'message_cut',
    prepare: ({ notification: { image_url: image } }) =>
      lookForCut('message', ({ message, messageBesideImage }) => (image === undefined ? message : messageBesideImage)),
  },
  { check: 'empty_slot', prepare: () => countFields(({ empty }) => empty) },
  { check: 'default_used', prepare: () => countFields(({ defaults }) => defaults) },
  { check: 'markup', prepare: () => lookInTexts(findMarkup) },
  { check: 'payload_size', prepare: () => lookAtSize },
  { check: 'test_words', prepare: () => lookInTexts(findTestWord) },
  { check: 'links_differ', prepare: lookAtLinks },
  { check: 'emoji_cut', prepare: () => lookInTexts(findHalfCharacter) },
];

function lookForCut(wanted: TextRole, limitOf: (screen: LockScreen) => number): Look {
  const screens = lockScreens.map((screen) => ({ surface: screen.surface, limit: limitOf(screen) }));
  const least = Math.min(...screens.map(({ limit }) => limit));
  return ({ printed }, tell) => {
    for (const { role, text } of printed.texts) {
      // As many UTF-16 units are never more characters.
      if (role !== wanted || text.length <= least) continue;
      const length = countGraphemes(text);
      for (const { surface, limit } of screens) if (length > limit) tell(surface, length, String(limit));
    }
  };
}

function countFields(fieldsOf: (printed: Printed) => readonly string[]): Look {
  return ({ printed }, tell) => {
    for (const field of fieldsOf(printed)) tell(nameField(field), 1);
  };
}

function lookInTexts(find: (text: string) => string | undefined): Look {
  return ({ printed }, tell) => {
    for (const { role, field, text } of printed.texts) {
      if (role === 'android_link' || role === 'ios_link') continue;
      const what = find(text);
      if (what !== undefined) tell(nameField(field), 1, what);
    }
  };
}

function lookAtSize({ payload }: Copy, tell: Tell): void {
  for (const { surface, bytes } of findOversize(payload)) tell(surface, bytes);
}

function lookAtLinks(campaign: Campaign): Look {
  switch (compareLinks(campaign)) {
    case 'same':
      return () => {};
    case 'android_only':
      return (_copy, tell) => tell('iOS', 1);
    case 'ios_only':
      return (_copy, tell) => tell('Android', 1);
    case 'different':
      return (_copy, tell) => tell(null, 1);
    case 'by_row':
      return ({ printed }, tell) => {
        if (differInRow(printed)) tell(null, 1);
      };
  }
}

/** Every field that is printed stands below `notification`. */
function nameField(field: string): string {
  return field.slice('notification.'.length);
}
