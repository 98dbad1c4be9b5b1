// Judges the answer of an address. Addresses that are made of rows are named by their host and the row.
import { locateIn } from '../../campaign/yaml/places.ts';
import { warningAt, type Diagnostic, type RuleCode } from '../../diagnostic.ts';
import { formatSize } from '../../view/planning-text.ts';
import type { Address } from './addresses.ts';
import { largestPicture, type AddressAnswer } from '../../sources/downloads/ask-address.ts';

type Answered = Extract<AddressAnswer, { readonly kind: 'answered' }>;

/** Width to height. No phone cuts pictures of the advised ratio; up to half as much again, most show them whole. */
const advisedRatio = 2;
const farFromIt = 1.5;

export function judgeAnswer(address: Address, answer: AddressAnswer): readonly Diagnostic[] {
  const at = locateIn(address.campaign, address.path);
  const say = (code: RuleCode, what: string, help: string): Diagnostic =>
    warningAt(at, code, `${nameAddress(address)} ${what}`, help);
  if (answer.kind === 'failed') {
    return [say('PP253', `does not answer: ${answer.why}`, 'Open it in a browser, and ask who runs the server.')];
  }
  const { status, leadsTo } = answer;
  if (status >= 300 && status < 400) {
    const where = leadsTo === undefined ? '' : `, to ${leadsTo}`;
    const help = 'pushplan does not follow it. Write the address to which it leads: each redirect can fail.';
    return [say('PP253', `is a redirect (${status}${where})`, help)];
  }
  if (status < 200 || status >= 300) {
    return [say('PP253', `answers ${status}`, 'Correct the address, or publish the file there.')];
  }
  return address.kind === 'link' ? [] : judgePicture(address, answer, say);
}

function judgePicture(
  { kind }: Address,
  { type, bytes = 0, picture }: Answered,
  say: (code: RuleCode, what: string, help: string) => Diagnostic,
): readonly Diagnostic[] {
  const show = 'Phones show PNG, JPEG, GIF and, the newer ones, WebP.';
  if (!type.startsWith('image/') || picture === undefined) {
    const what = type === '' ? 'of no type' : `of the type ${JSON.stringify(type.slice(0, 60))}`;
    return [say('PP254', `is not a picture that phones show: it is ${what}`, show)];
  }
  const { width, height } = picture;
  const found: Diagnostic[] = [];
  if (bytes > largestPicture) {
    const what = `has ${formatSize(bytes)}, and phones load no more than ${formatSize(largestPicture)}`;
    found.push(say('PP254', what, 'Make it smaller: most phones show it 1,000 pixels wide.'));
  }
  const ratio = height === 0 ? advisedRatio : width / height;
  if (kind === 'picture' && (ratio > advisedRatio * farFromIt || ratio < advisedRatio / farFromIt)) {
    const what = `is ${width} x ${height}, and phones show pictures twice as wide as high whole`;
    found.push(say('PP254', what, 'Crop it to 2:1, such as 1,024 x 512.'));
  }
  return found;
}

function nameAddress({ kind, url, written, row }: Address): string {
  const what = kind === 'link' ? 'the link' : kind === 'card' ? 'the picture of a card' : 'the picture';
  return written === undefined ? `${what} of row ${row} (${new URL(url).host})` : `${what} ${written}`;
}
