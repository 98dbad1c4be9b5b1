// Locales of templates, and Intl's formatters kept per locale and options: making one costs a hundred times its use.
import { HelperFault, type Parameter } from './helper.ts';
import { readText } from './read-value.ts';

/** Locales come from the audience too, so that what is kept needs a bound. */
const mostKept = 500;

/** Stands behind each locale, so that a language that Node.js does not know never falls back to that of the machine. */
const fallback = 'en';

export const locale: Parameter<string> = {
  name: 'locale',
  optional: true,
  decides: true,
  read: (value) => {
    const tag = readText(value).trim();
    return tag === '' ? fallback : makeCanonical(tag, tag);
  },
};

/** Makes a value once per key, whatever else `make` is given with the same key. */
function keep<A extends readonly unknown[], V>(make: (...given: A) => V): (key: string, ...given: A) => V {
  const kept = new Map<string, V>();
  return (key, ...given) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(...given);
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, made);
    return made;
  };
}

/** Makes a formatter once per locale and options. */
export function keepFormatters<O, F>(make: (locales: string[], options: O) => F): (tag: string, options: O) => F {
  const formatter = keep((tag: string, options: O) => make([tag, fallback], options));
  return (tag, options) => formatter(`${tag} ${JSON.stringify(options)}`, tag, options);
}

/** App languages are often written tr_TR. */
const makeCanonical = keep((tag: string): string => {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? fallback;
  } catch {
    throw new HelperFault('is not a locale such as tr or en-GB');
  }
});
