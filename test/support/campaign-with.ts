// A campaign file without findings, whose lines a test can change one at a time.

const base: Readonly<Record<string, string>> = {
  version: 'version: 1',
  id: 'id: sale',
  audience: 'audience: { file: people.csv }',
  notification: 'notification:',
  identifiers: '  identifiers: { email: "{{email}}" }',
  camp_id: '  camp_id: 7',
  camp_name: '  camp_name: Sale',
  title: '  title: "Hello {{name}}"',
  message: '  message: Good to see you',
  image_url: '  image_url: https://img.example.com/a.jpg',
};

/** Each key is a line, in the order above. Changed lines keep their place, new ones come at the end, and "" removes a line. */
export function campaignWith(lines: Readonly<Record<string, string>>): string {
  const written = Object.values({ ...base, ...lines }).filter((line) => line !== '');
  return `${written.join('\n')}\n`;
}
