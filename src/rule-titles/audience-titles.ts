// Codes and titles of the rules about audiences, their rows, and lists of people. diagnostic.ts joins them.
export const audienceTitles = {
  PP201: 'audience file encoding',
  PP202: 'audience header',
  PP203: 'row with the wrong number of fields',
  PP204: 'broken quoting',
  PP205: 'NUL byte',
  PP206: 'line too long',
  PP207: 'line is not valid JSON',
  PP208: 'compressed file is broken',
  PP209: 'audience file is empty',
  PP210: 'audience without rows',
  PP211: 'wrong delimiter',
  PP212: 'duplicate key in a JSON record',
  PP213: 'audience format not known',
  PP214: 'empty rows',
  PP215: 'joined files',
  PP216: 'file of another kind than its name says',
  PP217: 'rows of a person apart',
  PP218: 'workbook that cannot be read',
} as const;

export const rowTitles = {
  PP182: 'row without a known time zone',
  PP220: 'value of the wrong type',
  PP221: 'identifier missing or not valid',
  PP222: 'template failed on this row',
  PP223: 'rendered value does not fit the API',
  PP224: 'items that are not a list',
  PP225: 'one person under several keys',
  PP228: 'row without texts in its language',
  PP229: 'row without the identifier of assign_by',
  PP248: 'filter that matches no row',
  PP250: 'day printed with a time',
  PP251: 'number without its plural form',
  PP252: 'time without an offset beside zone',
  PP256: 'amount that loses its third decimal',
  PP257: 'rows in sheets that are not read',
} as const;

export const listTitles = {
  PP270: 'list without a usable column',
  PP271: 'list with sums and identifiers',
  PP272: 'list with rows that are not identifiers',
} as const;
