// Translates the names of helpers and filters of Liquid, Jinja, Twig, Handlebars libraries and spreadsheets to those of pushplan.

const own: Readonly<Record<string, string>> = {
  upper: 'uppercase upcase toupper touppercase ucase strtoupper allcaps',
  lower: 'lowercase downcase tolower tolowercase lcase strtolower',
  capitalize: 'capitalise capitalizefirst ucfirst capfirst upperfirst firstupper sentencecase',
  titlecase: 'title titleize titleise proper propercase ucwords capitalizeall startcase',
  trim: 'strip lstrip rstrip trimmed stripnewlines',
  truncate: 'ellipsis ellipsize shorten truncatewords truncatechars substr substring slice cut limit left abbreviate',
  urlencode: 'encodeuri encodeuricomponent urlescape cgiescape escapeurl uriencode urlparamescape',
  json: 'tojson jsonencode jsonstringify stringify dump jsonescape',
  number: 'formatnumber numberformat numberwithdelimiter round floor ceil fixed tofixed decimal int float rounded',
  currency: 'money price formatcurrency currencyformat moneywithcurrency formatmoney amount numbertocurrency',
  percent: 'percentage pct numbertopercentage formatpercent',
  plural: 'pluralize pluralise ngettext inflect',
  date: 'formatdate dateformat strftime moment time datetime formatdatetime todate dateformatter timeformat',
  join: 'implode concat tosentence arraytosentencestring',
  length: 'size count len arraylength',
  lookup: 'get dig index item nth',
  eq: 'equals equal is isequal ifequals ifeq ifequal compare same',
  ne: 'notequals notequal neq isnt noteq unlessequals',
  gt: 'greaterthan greater more ifgt above',
  gte: 'greaterthanorequal atleast ge',
  lt: 'lessthan less iflt below',
  lte: 'lessthanorequal atmost le',
  default: 'fallback coalesce ifempty ifnull nvl defaultvalue ordefault firstof',
  each: 'for foreach loop repeat map list',
  if: 'elsif elseif elif case switch when ifnotempty iff',
};

const byForeign: ReadonlyMap<string, string> = new Map(
  Object.entries(own).flatMap(([name, foreign]) => foreign.split(' ').map((word): [string, string] => [word, name])),
);

/** Returns `upper` for `to_upper_case`, `toUpperCase` and `TOUPPER`. Undefined if no helper does the same. */
export function ownHelperFor(foreign: string): string | undefined {
  const plain = foreign.replaceAll(/[_\-.]/gv, '').toLowerCase();
  return Object.hasOwn(own, plain) ? plain : byForeign.get(plain);
}
