// The part of GitHub's expression language that our workflow uses: paths, strings, ==, !=, !, &&, ||, parentheses, contains, and
// functions of the caller.

export type Values = Readonly<Record<string, unknown>>;

export type Functions = Readonly<Record<string, (argument: string) => unknown>>;

/** A missing value is the empty string, as it is where GitHub expects a string. */
export function evaluate(expression: string, values: Values, functions: Functions = {}): unknown {
  const tokens = expression.match(/'(?:[^']|'')*'|&&|\|\||==|!=|[!\(\),]|[\w\-]+(?:\.(?:[\w\-]+|\*))*|\S/gv) ?? [];
  let at = 0;
  const isNext = (token: string): boolean => tokens[at] === token && (at += 1) > 0;
  const either = (): unknown => {
    let left = both();
    while (isNext('||')) {
      const right = both();
      left = isTrue(left) ? left : right;
    }
    return left;
  };
  const both = (): unknown => {
    let left = compare();
    while (isNext('&&')) {
      const right = compare();
      left = isTrue(left) ? right : left;
    }
    return left;
  };
  const compare = (): unknown => {
    const left = single();
    if (isNext('==')) return String(left) === String(single());
    if (isNext('!=')) return String(left) !== String(single());
    return left;
  };
  const single = (): unknown => {
    if (isNext('!')) return !isTrue(single());
    if (isNext('(')) {
      const inner = either();
      if (!isNext(')')) throw new Error(`no ) in ${expression}`);
      return inner;
    }
    const token = tokens[at++] ?? '';
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    return isNext('(') ? call(token) : look(token, values);
  };
  const call = (name: string): unknown => {
    const given: unknown[] = [];
    while (!isNext(')')) {
      given.push(either());
      if (at >= tokens.length) throw new Error(`no ) in ${expression}`);
      isNext(',');
    }
    const [all, one] = given;
    if (name === 'contains' && Array.isArray(all)) return all.includes(one);
    const own = functions[name];
    if (own !== undefined) return own(String(all));
    throw new Error(`the runner that tests play does not know ${name} in ${expression}`);
  };
  const result = either();
  if (at < tokens.length) throw new Error(`${tokens[at] ?? ''} is not understood in ${expression}`);
  return result;
}

/** Replaces each `${{ }}` in a text by its value. */
export function fill(text: string, values: Values): string {
  return text.replace(/\$\{\{(.*?)\}\}/gv, (_whole, expression: string) => String(evaluate(expression, values)));
}

export function isTrue(value: unknown): boolean {
  return value !== '' && value !== false && value !== undefined && value !== null;
}

function look(path: string, values: Values): unknown {
  const [names, each] = path.split('.*.');
  const found = walk(names ?? '', values);
  if (each === undefined) return found ?? '';
  return Array.isArray(found) ? found.map((item: unknown) => walk(each, item)) : [];
}

function walk(path: string, from: unknown): unknown {
  let at = from;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = Reflect.get(at, name);
  }
  return at;
}
