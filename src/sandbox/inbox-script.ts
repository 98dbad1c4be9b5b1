// The inbox's script in the browser. Everything received becomes text of elements, never markup, a URL or a style.
import { centerScript } from './inbox-center-script.ts';

export const inboxScript = `
'use strict';
const $ = (id) => document.getElementById(id);
const shown = new Map();
let arrivals = [];
let seen = 0;
let inbox = '';
let kinds = '';
const mostKept = 1000;
const mostShown = 100;

function make(tag, name, text, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  element.append(...children);
  return element;
}

const rest = make('p', 'rest');

/** An element with its own direction, whatever stands around it. */
function say(tag, name, text) {
  const element = make(tag, name, text);
  element.dir = 'auto';
  return element;
}

function record(value) { return value !== null && typeof value === 'object' ? value : {}; }
function words(value) { return typeof value === 'string' ? value : ''; }

function whoOf(identifiers) {
  return Object.entries(record(identifiers)).flatMap(([name, value]) =>
    typeof value === 'string' ? [value] : Object.values(record(value)).map(String)).join(', ');
}

function drawCards(payload) {
  const items = record(payload).advanced_push_items;
  if (!Array.isArray(items) || items.length === 0) return [];
  const list = make('ul', 'cards');
  list.tabIndex = 0;
  list.setAttribute('aria-label', items.length + ' cards');
  for (const item of items) {
    const { headline, description } = record(item);
    list.append(make('li', '', undefined, say('b', '', words(headline)), say('span', '', words(description))));
  }
  return [list];
}

function draw(arrival) {
  const push = record(arrival.notification);
  const time = new Date(arrival.at);
  const stamp = time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const isSent = arrival.outcome === 'sent';
  const body = make('div', 'push', undefined,
    make('p', 'app', undefined, make('span', '', words(push.camp_name)), stamp),
    say('p', 'title', arrival.silent ? '(silent: the phone shows nothing)' : words(push.title)),
    say('p', 'text', words(push.message)),
    ...(push.image_url === undefined ? [] : [make('p', 'picture', 'picture: ' + words(push.image_url))]),
    ...drawCards(push.advanced_push_payload));
  const details = make('details', '', undefined, make('summary', '', 'JSON of notification ' + arrival.number));
  details.addEventListener('toggle', () => {
    if (!details.open || details.children.length > 1) return;
    const json = make('pre', '', JSON.stringify(push, null, 2));
    json.tabIndex = 0;
    details.append(json);
  });
  const article = make('article', isSent ? arrival.platform ?? 'ios' : 'out', undefined,
    make('p', 'clock', time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })),
    body,
    make('p', 'meta', undefined,
      make('span', isSent ? 'sent' : 'refused', isSent ? 'sent' : 'not sent: ' + arrival.outcome),
      make('span', '', arrival.platform ?? 'no device'),
      make('span', '', 'camp_id ' + String(push.camp_id)),
      make('span', '', 'request ' + arrival.request),
      make('span', '', whoOf(push.identifiers)),
      ...drawOpener(push.identifiers)),
    details);
  return article;
}

function isWanted(arrival, text, outcome, campaign) {
  const { notification } = arrival;
  if (outcome === 'sent' && arrival.outcome !== 'sent') return false;
  if (outcome === 'refused' && arrival.outcome === 'sent') return false;
  if (campaign !== '' && String(record(notification).camp_id) !== campaign) return false;
  return text === '' || JSON.stringify(notification).toLowerCase().includes(text);
}

function redraw() {
  const text = $('text').value.trim().toLowerCase();
  const outcome = $('outcome').value;
  const campaign = $('campaign').value;
  const matching = arrivals.filter((arrival) => isWanted(arrival, text, outcome, campaign));
  const wanted = matching.slice(-mostShown).reverse();
  const elements = wanted.map((arrival) => {
    if (!shown.has(arrival.number)) shown.set(arrival.number, draw(arrival));
    return shown.get(arrival.number);
  });
  const why = arrivals.length === 0 ? 'Nothing has arrived yet. Point the endpoint of an environment here: ' + location.origin : 'No notification matches these filters.';
  const said = describeRest(wanted.length, matching.length);
  if (rest.textContent !== said) rest.textContent = said;
  place(elements.length === 0 ? [make('p', 'empty', why)] : said === '' ? elements : [rest, ...elements]);
}

/** What is not shown, and why. */
function describeRest(count, all) {
  const shownOf = count < all ? 'The newest ' + count + ' of ' + all.toLocaleString('en') + ' notifications. ' : '';
  const gone = seen > mostKept ? 'This page keeps the last ' + mostKept.toLocaleString('en') + ' of ' + seen.toLocaleString('en') + '; --log FILE keeps all.' : '';
  return (shownOf + gone).trim();
}

/** What stays is not touched: taken out and put in again, it would lose the focus and its place on the screen. */
function place(elements) {
  const inbox = $('inbox');
  const stays = new Set(elements);
  for (const child of [...inbox.children]) if (!stays.has(child)) child.remove();
  let next = inbox.firstElementChild;
  for (const element of elements) {
    if (element === next) next = next.nextElementSibling;
    else inbox.insertBefore(element, next);
  }
}

function fill(select, entries) {
  const before = select.value;
  select.replaceChildren(...entries.map(([value, text]) => {
    const option = make('option', '', text);
    option.value = value;
    return option;
  }));
  if (entries.some(([value]) => value === before)) select.value = before;
}

function listCampaigns() {
  const names = new Map(arrivals.map(({ notification }) => [String(record(notification).camp_id), words(record(notification).camp_name)]));
  fill($('campaign'), [['', 'all'], ...[...names].map(([id, name]) => [id, id + ' ' + name])]);
}

async function order(path, body) {
  try {
    await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    await look();
  } catch {
    sayAway();
  }
}

let looking = Promise.resolve();

/** One after another: two at once would ask for the same notifications, and add them twice. */
function look() {
  looking = looking.catch(() => {}).then(lookOnce);
  return looking;
}

async function lookOnce() {
  const answer = await (await fetch('/__inbox?after=' + seen)).json();
  if (answer.inbox !== inbox) {
    const isFirst = inbox === '';
    inbox = answer.inbox;
    if (!isFirst) return startAgain();
  }
  const { stats } = answer;
  $('figures').textContent = 'pushes: ' + stats.deliveries + ', duplicates: ' + stats.duplicates + ', requests: ' + stats.requests + ', in the last minute: '
    + stats.window.now + ' of ' + stats.window.limit;
  const names = answer.kinds.map(({ kind }) => kind).join();
  if (names !== kinds) fill($('kind'), [['', 'none'], ...answer.kinds.map(({ kind, says }) => [kind, kind + ': ' + says])]);
  kinds = names;
  $('faults').textContent = answer.faults.length === 0 ? 'no faults' : 'faults: ' + answer.faults.join(', ');
  arrivals = [...arrivals, ...answer.arrivals].slice(-mostKept);
  seen = answer.count;
  for (const number of shown.keys()) if (number <= seen - mostKept) shown.delete(number);
  if (answer.arrivals.length > 0 || $('inbox').children.length === 0) { listCampaigns(); redraw(); }
  if (answer.arrivals.length > 0) { listNames(); void lookUp(); }
}

/** The sandbox was reset or started again: what was seen is of another inbox. */
function startAgain() {
  arrivals = [];
  shown.clear();
  $('inbox').replaceChildren();
  seen = 0;
  void lookUp();
  return lookOnce();
}

function sayAway() { $('state').textContent = 'the sandbox does not answer'; }
${centerScript}
for (const id of ['text', 'outcome', 'campaign']) $(id).addEventListener('input', redraw);
$('strike').addEventListener('click', () => order('/__faults', { faults: $('kind').value === '' ? [] : [$('kind').value + ':' + $('share').value] }));
$('reset').addEventListener('click', () => order('/__reset', {}));

async function go() {
  try {
    if (!document.hidden) await look();
    $('state').textContent = 'live';
  } catch {
    sayAway();
  }
  setTimeout(go, 1000);
}
go();
`;
