// What the copy audit looks for in each notification that will be sent, in the order in which a plan lists it.
import type { CampaignNotification } from '../../generated/campaign.ts';
import type { AuditFinding } from '../../generated/plan.ts';
import type { CellFault } from '../../message/fragments/cell-fault.ts';
import { isAddress, type Printed, type PrintedText, type TextRole } from '../../message/fragments/printed.ts';
import { findControl, findControlInLine } from './copy-controls.ts';
import { findWrongEncoding } from './copy-encoding.ts';
import { compareLinks, differInRow } from './copy-links.ts';
import { findHalfCharacter } from './copy-half-characters.ts';
import type { RowLocale } from '../../message/choose-locale.ts';
import { findMarkup } from './copy-markup.ts';
import { findPlaceholder } from './copy-placeholders.ts';
import { findOversize, mostBytes } from './copy-size.ts';
import { findTestWord } from './copy-test-words.ts';
import { countGraphemes } from '../../message/helpers/graphemes.ts';
import { lockScreens, type LockScreen } from './lock-screens.ts';

export type Check = AuditFinding['check'];

/** A notification as it was rendered. */
export interface Copy {
  readonly payload: string;
  readonly printed: Printed;
  /** Which of the campaign's variants it is, from 0. */
  readonly variant: number;
  /** The language of the recipient, where the campaign says which it is. */
  readonly locale?: RowLocale | undefined;
  /** By number, where the campaign has arms. */
  readonly arm?: number | undefined;
}

/** Takes what was found: where it shows, how bad it is, what it is in words, without any of its data, and in which field of the campaign. */
export type Tell = (surface: string | null, measure: number, what?: string, field?: string) => void;

interface AuditedCopy extends Copy {
  /** The size of the payload in UTF-8. */
  readonly bytes: number;
  /** The texts in which something may be found. */
  readonly suspects: readonly PrintedText[];
}

export type Look = (copy: AuditedCopy, tell: Tell) => void;

interface CopyCheck {
  readonly check: Check;
  /** The way to look for it in what one variant becomes. What a row cannot change is settled here, once. */
  readonly prepare: (notification: CampaignNotification) => Look;
}

export const copyChecks: readonly CopyCheck[] = [
  { check: 'title_cut', prepare: () => lookForCut('title', ({ title }) => title) },
  {
    check: 'message_cut',
    prepare: ({ image_url: image }) =>
      lookForCut('message', ({ message, messageBesideImage }) => (image === undefined ? message : messageBesideImage)),
  },
  { check: 'empty_slot', prepare: () => countFields(({ empty }) => empty) },
  { check: 'default_used', prepare: () => countFields(({ defaults }) => defaults) },
  { check: 'markup', prepare: lookForMarkup },
  { check: 'payload_size', prepare: () => lookAtSize },
  { check: 'test_words', prepare: () => lookInTexts(findTestWord) },
  { check: 'links_differ', prepare: lookAtLinks },
  { check: 'emoji_cut', prepare: () => lookInTexts(findHalfCharacter) },
  { check: 'placeholder', prepare: () => lookInAll(({ text }) => findPlaceholder(text)) },
  { check: 'encoding', prepare: () => lookInAll(({ role, text }) => findWrongEncoding(text, isAddress(role))) },
  { check: 'empty_word', prepare: () => countCells('empty_word') },
  { check: 'control', prepare: lookForControls },
  { check: 'unencoded', prepare: () => countFields(({ unencoded }) => unencoded) },
];

function lookForCut(wanted: TextRole, limitOf: (screen: LockScreen) => number): Look {
  const screens = lockScreens.map((screen) => ({ surface: screen.surface, limit: limitOf(screen) }));
  const least = Math.min(...screens.map(({ limit }) => limit));
  return ({ printed }, tell) => {
    for (const { role, text, field } of printed.texts) {
      // As many UTF-16 units are never more characters.
      if (role !== wanted || text.length <= least) continue;
      const length = countGraphemes(text);
      for (const { surface, limit } of screens) if (length > limit) tell(surface, length, String(limit), field);
    }
  };
}

function countFields(fieldsOf: (printed: Printed) => readonly string[]): Look {
  return ({ printed }, tell) => {
    for (const field of fieldsOf(printed)) tell(nameField(field), 1, '', field);
  };
}

/** In what people read. */
function lookInTexts(find: (text: string) => string | undefined): Look {
  return lookInAll(({ role, text }) => (isAddress(role) ? undefined : find(text)));
}

/** In links and addresses of pictures too. */
function lookInAll(find: (text: PrintedText) => string | undefined): Look {
  return ({ suspects }, tell) => {
    for (const text of suspects) {
      const what = find(text);
      if (what !== undefined) tell(nameField(text.field), 1, what, text.field);
    }
  };
}

function countCells(kind: CellFault['kind']): Look {
  return ({ printed }, tell) => {
    for (const { field, fault } of printed.cells) if (fault.kind === kind) tell(nameField(field), 1, fault.what, field);
  };
}

/** In the texts as they are shown, and around what expressions print. */
function lookForMarkup(): Look {
  return lookInBoth(
    lookInAll(({ text }) => findMarkup(text)),
    countCells('markup'),
  );
}

function lookInBoth(inTexts: Look, inCells: Look): Look {
  return (copy, tell) => {
    inTexts(copy, tell);
    inCells(copy, tell);
  };
}

const linesAllowed: ReadonlySet<TextRole> = new Set([
  'message',
  'description',
  'android_link',
  'ios_link',
  'card_link',
]);

/** In the texts as they are shown, and at the ends of what expressions print. */
function lookForControls(): Look {
  const inTexts = lookInAll(({ role, text }) => (linesAllowed.has(role) ? findControl(text) : findControlInLine(text)));
  return lookInBoth(inTexts, countCells('control'));
}

function lookAtSize({ payload, bytes: all }: AuditedCopy, tell: Tell): void {
  // No phone gets more than all of it: few are looked at twice.
  if (all <= mostBytes) return;
  for (const { surface, bytes } of findOversize(payload)) tell(surface, bytes);
}

function lookAtLinks(notification: CampaignNotification): Look {
  switch (compareLinks(notification)) {
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

/** Every field that is printed stands below `notification`, or in what is laid over it. */
function nameField(field: string): string {
  return field.replace(/^(?:notification|locales\.[^.]+|variants\.\d+(?:\.notification)?)\./, '');
}
