// Rules about pictures.
import { errorAt, warningAt, type Diagnostic } from '../diagnostic.ts';
import { mapAt, valueAt } from './is-map.ts';
import { listCards } from './links.ts';
import type { ParsedYaml } from './parse-yaml.ts';
import { isHttps } from './web-address.ts';

/** Required by one of the vendor's pages, optional by another; needed for cards in any case. A silent notification shows nothing. */
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
  if (valueAt(notification, 'ios', 'content-available') === true) return [];
  const message = "image_url is missing: the vendor's page calls it required, though notifications without it are sent";
  return [warningAt(at, 'PP139', message, 'Add image_url if you have a picture.')];
}

/** Cards are refused without https; the picture of the notification is not, but iPhones do not load it. */
export function checkImageAddresses(yaml: ParsedYaml): readonly Diagnostic[] {
  const help = 'Begin with https:// and the host.';
  const cards = listCards(yaml.data).flatMap(({ path, card }) =>
    isOtherAddress(card['image_url'])
      ? [errorAt(yaml.locate([...path, 'image_url']), 'PP144', 'image_url of a card must begin with https://', help)]
      : [],
  );
  const path = ['notification', 'image_url'];
  if (!isOtherAddress(valueAt(yaml.data, ...path))) return cards;
  return [
    warningAt(yaml.locate(path), 'PP144', 'image_url does not begin with https://: iPhones do not load it', help),
    ...cards,
  ];
}

function isOtherAddress(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && !isHttps(value);
}
