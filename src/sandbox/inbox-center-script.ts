// The part of the inbox's script that shows one person's Message Center: it asks this server as a client asks the API, and shows the answer.

export const centerScript = `
const usualNames = ['Email', 'Phone Number', 'UUID'];
const centerNames = { email: 'Email', phone_number: 'Phone Number', uuid: 'UUID' };

/** Pairs of a name and a value, in the names of the Message Center: custom ones stand there without a prefix. */
function peopleOf(identifiers) {
  return Object.entries(record(identifiers)).flatMap(([sent, value]) => {
    const name = sent.replace(/^INSIDER\\./, '');
    if (typeof value === 'string') return centerNames[name] === undefined ? [] : [[centerNames[name], value]];
    return Object.entries(record(value)).map(([own, text]) => [own, String(text)]);
  });
}

function listNames() {
  const own = arrivals.flatMap(({ notification }) => peopleOf(record(notification).identifiers).map(([name]) => name));
  const names = [...new Set([...usualNames, ...own])];
  fill($('center-name'), names.map((name) => [name, name]));
}

/** The button below a phone. Nothing for somebody whom the API could not be asked about. */
function drawOpener(identifiers) {
  const [first] = peopleOf(identifiers);
  if (first === undefined) return [];
  const button = make('button', 'opener', 'Message Center');
  button.type = 'button';
  button.addEventListener('click', () => {
    const [name, value] = first;
    listNames();
    $('center-name').value = name;
    $('center-value').value = value;
    $('center').open = true;
    $('center-value').focus();
    void lookUp();
  });
  return [button];
}

function drawEntry(entry) {
  const { camp_id, created_at, title, message, image_url, deep_links } = record(entry);
  const links = Object.entries(record(deep_links)).map(([name, value]) => name + ': ' + (typeof value === 'string' ? value : JSON.stringify(value)));
  return make('li', '', undefined,
    make('p', 'when', undefined, make('span', '', words(created_at)), make('span', '', 'camp_id ' + String(camp_id))),
    say('p', 'title', words(title)),
    say('p', 'text', words(message)),
    ...(image_url === undefined ? [] : [make('p', 'picture', 'picture: ' + words(image_url))]),
    ...links.map((text) => make('p', 'picture', text)));
}

/** Only the newest answer is shown. */
let asked = 0;

async function lookUp() {
  const value = $('center-value').value;
  const number = (asked += 1);
  if (value === '') return showCenter('Nobody is selected: write an identifier, or press Message Center below a phone.', [], '');
  const now = Math.floor(Date.now() / 1000) + 1;
  const span = Number($('center-span').value);
  const body = { identifiers: { [$('center-name').value]: value }, start_date: span === 0 ? 0 : now - span, end_date: now, limit: 100 };
  const response = await fetch('/__message_center', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const entries = await response.json();
  if (number !== asked) return;
  const list = Array.isArray(entries) ? entries : [];
  const figures = list.length === 0
    ? 'Nothing. The API gives the same answer for somebody unknown.'
    : list.length + (list.length === 1 ? ' push' : ' pushes') + ', the newest first' + (list.length === 100 ? ': it shows no more than 100' : '');
  showCenter(figures, list, 'POST /api/message_center/v1\\n' + JSON.stringify(body, null, 2) + '\\n\\n' + response.status + '\\n' + JSON.stringify(entries, null, 2));
}

function showCenter(figures, entries, wire) {
  if ($('center-figures').textContent !== figures) $('center-figures').textContent = figures;
  $('center-entries').replaceChildren(...entries.map(drawEntry));
  $('center-wire').hidden = wire === '';
  $('center-json').textContent = wire;
}

for (const id of ['center-name', 'center-value', 'center-span']) $(id).addEventListener('input', () => void lookUp());
`;
