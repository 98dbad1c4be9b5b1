// Rules for values that are sent in another form than they are written.
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import { mapAt, valueAt } from '../../is-map.ts';
import { listLinks } from './links.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { sentValue, silentSpelling } from '../sent-form.ts';

/** Reports deliver_silently, which is in the vendor's samples and, in other places or spellings, in a public client. */
export function checkDeliverSilently(yaml: ParsedYaml): readonly Diagnostic[] {
  const homes = [['notification'], ['notification', 'ios'], ['notification', 'android']];
  const { written, sent } = silentSpelling;
  return homes.flatMap((path) =>
    [written, 'delivery_silently']
      .filter((key) => Object.hasOwn(mapAt(yaml.data, ...path), key))
      .map((key) => {
        const place = [...path, key];
        if (path.at(-1) === 'ios' && key === written) return describeSilent(yaml);
        const help = `For a silent notification write ${sent}: true under ios.`;
        return errorAt(yaml.locateKey(place), 'PP132', `${key} does nothing`, help);
      }),
  );
}

function describeSilent(yaml: ParsedYaml): Diagnostic {
  const { written, sent } = silentSpelling;
  const ios = mapAt(yaml.data, 'notification', 'ios');
  const at = yaml.locateKey(['notification', 'ios', written]);
  if (!Object.hasOwn(ios, sent)) {
    const message = `${written} is a word of the vendor's samples: it is sent as ${sent}, the API's own`;
    return warningAt(at, 'PP132', message, `Write ${sent} in place of ${written}.`);
  }
  if (ios[written] === ios[sent]) {
    const message = `${written} is a word of the vendor's samples: it is left out, and ${sent} is sent`;
    return warningAt(at, 'PP132', message, `Leave out ${written}.`);
  }
  const message = `${written} and ${sent} mean the same and differ here`;
  return errorAt(at, 'PP132', message, `Keep ${sent} alone.`);
}

export function checkTypeSpelling(yaml: ParsedYaml): readonly Diagnostic[] {
  const path = ['notification', 'advanced_push_payload', 'advanced_push_type'];
  const type = valueAt(yaml.data, ...path);
  const sent = sentValue(type, path);
  if (sent === type) return [];
  const message = `advanced_push_type ${String(type)} is sent as ${String(sent)}: the API takes lower case`;
  return [warningAt(yaml.locate(path), 'PP148', message, `Write ${String(sent)}.`)];
}

/** Reports numbers in deep links. The API's own four keys are addresses or JSON, and never a number. */
export function checkLinkNumbers(yaml: ParsedYaml): readonly Diagnostic[] {
  return listLinks(yaml.data).flatMap(({ path, links }) =>
    Object.entries(links)
      .filter(([key, value]) => typeof value === 'number' && !key.startsWith('ins_dl_'))
      .map(([key, value]) => {
        const message = `${key} is the number ${String(value)}, and is sent as the text "${String(value)}"`;
        const help = `Values of a deep link are text. Put it in quotes: "${String(value)}".`;
        return warningAt(yaml.locate([...path, key]), 'PP149', message, help);
      }),
  );
}
