// The checks of the copy audit on each notification to be sent, in the order in which a plan lists them.
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

/** A rendered notification. */
export interface Copy {
  readonly payload: string;
  readonly printed: Printed;
  /** The number of the campaign's variant, from 0. */
  readonly variant: number;
  /** The language of the recipient, if the campaign has languages. */
  readonly locale?: RowLocale | undefined;
  /** The number of the arm, if the campaign has arms. */
  readonly arm?: number | undefined;
}

/** Receives a finding: where it shows, how bad it is, a description without any of its data, and the field of the campaign. */
export type Tell = (surface: string | null, measure: number, what?: string, field?: string) => void;

interface AuditedCopy extends Copy {
  /** The size of the payload in UTF-8 bytes. */
  readonly bytes: number;
  /** The texts that need to be checked. */
  readonly suspects: readonly PrintedText[];
}

export type Look = (copy: AuditedCopy, tell: Tell) => void;

interface CopyCheck {
  readonly check: Check;
  /** Prepares the check of one variant. Everything that does not depend on the row is computed here, once. */
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
      // A text never has more characters than UTF-16 units.
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

/** Checks the texts that people read. */
function lookInTexts(find: (text: string) => string | undefined): Look {
  return lookInAll(({ role, text }) => (isAddress(role) ? undefined : find(text)));
}

/** Checks links and addresses of pictures too. */
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

/** Checks the texts as they are shown, and the output of expressions. */
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

/** Checks the texts as they are shown, and the ends of what expressions print. */
function lookForControls(): Look {
  const inTexts = lookInAll(({ role, text }) => (linesAllowed.has(role) ? findControl(text) : findControlInLine(text)));
  return lookInBoth(inTexts, countCells('control'));
}

function lookAtSize({ payload, bytes: all }: AuditedCopy, tell: Tell): void {
  // No phone gets more than the whole payload, so few payloads need the exact sizes.
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

/** Removes the prefix: every printed field is below `notification`, or in an overlay of it. */
function nameField(field: string): string {
  return field.replace(/^(?:notification|locales\.[^.]+|variants\.\d+(?:\.notification)?)\./, '');
}
