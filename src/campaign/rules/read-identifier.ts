// Reads a cell as an identifier, as empty or as a fault. Checks it and returns the forms in which it is keyed and sent.
import { explainPlaceholder } from './placeholder.ts';

export type IdentifierReading =
  | {
      readonly kind: 'identifier';
      readonly sent: string;
      /** The same for the same person: an email address in lower case. */
      readonly keyed: string;
    }
  | { readonly kind: 'empty' }
  /** `message` follows the name of the identifier and never contains the text. */
  | { readonly kind: 'fault'; readonly message: string; readonly help?: string };

/** Unicode's blanks and the BOM. String.trim keeps U+0085. */
const blank = /[\s\u0085]/;

/** Invisible characters: controls, direction marks, soft hyphens, joiners, fillers, and halves or remains of characters. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\uFFFD]/u;
const plain = /^[!-~]*$/;

/** `name` is the API's name, with or without "INSIDER.". */
export function readIdentifier(name: string, text: string): IdentifierReading {
  if (isEmail(name) && usualAddress.test(text)) return { kind: 'identifier', sent: text, keyed: text.toLowerCase() };
  const isPlain = plain.test(text);
  const trimmed = isPlain ? text : trimBlanks(text);
  if (trimmed === '') return { kind: 'empty' };
  if (!isPlain && invisible.test(trimmed)) {
    return fault('holds an invisible, control or damaged character', 'Clean the column where it is exported.');
  }
  if (name === 'phone_number' || name === 'INSIDER.phone_number') return readPhone(trimmed);
  if (isEmail(name)) return readEmail(trimmed);
  const placeholder = explainPlaceholder(trimmed);
  return placeholder === undefined ? { kind: 'identifier', sent: trimmed, keyed: trimmed } : fault(placeholder);
}

function isEmail(name: string): boolean {
  return name === 'email' || name === 'INSIDER.email';
}

/** Removes blanks of any kind at both ends. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && blank.test(text.charAt(start))) start += 1;
  while (end > start && blank.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function fault(message: string, help?: string): IdentifierReading {
  return { kind: 'fault', message, ...(help === undefined ? {} : { help }) };
}

const address = /^[^@]+@[^@.]+(?:\.[^@.]+)*$/;
/** Matches nearly all addresses. The checks would find nothing wrong with them. */
const usualAddress = /^[\w.+-]+@[a-z\d-]+(?:\.[a-z\d-]+)*$/i;
/** Characters that addresses have only in quotes, which no provider gives out. */
const notInAddress = /[,;:<>()[\]{}"\\]|^'|'$/;

function readEmail(text: string): IdentifierReading {
  const wrong = explainAddress(text);
  if (wrong === undefined) return { kind: 'identifier', sent: text, keyed: text.toLowerCase() };
  return fault(explainPlaceholder(text) ?? wrong);
}

function explainAddress(text: string): string | undefined {
  if (/^mailto:/i.test(text)) return 'begins with mailto:';
  if (blank.test(text)) return 'is not an e-mail address: it contains a space';
  if (notInAddress.test(text)) return 'is not just an e-mail address: it contains a comma, a bracket or another mark';
  return address.test(text) ? undefined : 'is not an e-mail address';
}

const separators = /[\s\p{Pd}\u2212.()[\]]/gu;
const e164 = /^\+[1-9]\d{6,14}$/;
const withoutPlus = /^\d{7,15}$/;

function readPhone(text: string): IdentifierReading {
  if (e164.test(text)) return { kind: 'identifier', sent: text, keyed: text };
  // '+{{phone}}' prints this for an empty cell.
  if (text === '+') return { kind: 'empty' };
  const number = text.replaceAll(separators, '');
  if (withoutPlus.test(number)) {
    const help = "Where the column has country codes, write phone_number: '+{{phone}}'; no country is guessed.";
    return fault('is not + and country code with 7 to 15 digits: it has no +', help);
  }
  if (/[([]\s*0/.test(text)) return fault('has a zero in brackets, which is not dialled from abroad');
  if (/\.0+$/.test(text)) return fault('ends in .0, like a number that was read as a float');
  if (/\de[+-]?\d+$/i.test(text)) return fault('is in scientific notation, which has lost digits');
  if (!e164.test(number)) return fault('is not + and country code with 7 to 15 digits');
  return { kind: 'identifier', sent: number, keyed: number };
}
