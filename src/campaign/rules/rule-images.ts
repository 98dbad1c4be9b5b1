// Rules for pictures.
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import { mapAt, valueAt } from '../../is-map.ts';
import { findWrittenLinkFault } from './link-fault.ts';
import { listCards } from './links.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { findSilent } from './rule-delivery.ts';

/**
 * Reports a missing picture. It is required by one of the vendor's pages, optional by another, and needed for cards in any case. A silent
 * notification shows none.
 */
export function checkImagePresent(yaml: ParsedYaml): readonly Diagnostic[] {
  const notification = valueAt(yaml.data, 'notification');
  if (notification === undefined) return [];
  const { image_url: image, advanced_push_payload: cards } = mapAt(yaml.data, 'notification');
  if (image !== undefined && image !== '') return [];
  const at = yaml.locateKey(image === undefined ? ['notification'] : ['notification', 'image_url']);
  if (cards !== undefined) {
    const message = 'image_url is missing: with advanced_push_payload it is required';
    return [errorAt(at, 'PP139', message, 'Add a picture for phones that show only one.')];
  }
  if (findSilent(yaml.data) !== undefined) return [];
  const message = "image_url is missing: the vendor's page calls it required, though notifications without it are sent";
  return [warningAt(at, 'PP139', message, 'Add image_url if you have a picture.')];
}

/** Checks the addresses of pictures. Cards are refused without https. The picture of a notification is not, but iPhones do not load it. */
export function checkImageAddresses(yaml: ParsedYaml): readonly Diagnostic[] {
  const cards = listCards(yaml.data).map(({ path, card }) => {
    return { path: [...path, 'image_url'], text: card['image_url'], name: 'image_url of a card' };
  });
  const path = ['notification', 'image_url'];
  const own = { path, text: valueAt(yaml.data, ...path), name: 'image_url' };
  return [own, ...cards].flatMap(({ path: at, text, name }) => {
    // An empty one is reported as missing.
    const fault = typeof text === 'string' && text !== '' ? findWrittenLinkFault('https', text) : undefined;
    const help = 'Write https:// and the host. Encode spaces as %20, and columns with {{urlencode column}}.';
    return fault === undefined ? [] : [errorAt(yaml.locate(at), 'PP144', `${name} ${fault}`, help)];
  });
}
