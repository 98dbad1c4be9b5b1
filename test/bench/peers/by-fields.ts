// The simple way to render: each string of the notification is a Handlebars template, compiled once.
import Handlebars from 'handlebars';
import { formatCurrency, type Wish, type WishlistRow } from './wishlist.ts';

type Render = (context: object) => unknown;

Handlebars.registerHelper('or', (value: unknown, other: unknown) => value || other);
Handlebars.registerHelper('currency', (value: unknown, currency: string, language: string) =>
  formatCurrency(Number(value), currency, language),
);

/** Compiles each string of the value as a template. */
function compile(value: unknown): Render {
  if (typeof value === 'string') return Handlebars.compile(value, { noEscape: true });
  if (typeof value !== 'object' || value === null) return () => value;
  const members = Object.entries(value).map(([key, part]) => [key, compile(part)] as const);
  return (context) => Object.fromEntries(members.map(([key, render]) => [key, render(context)]));
}

const link = { ins_dl_internal: 'https://shop.example.com/wishlist?customer={{uuid}}' };
const renderPush = compile({
  identifiers: { 'INSIDER.uuid': '{{uuid}}', 'INSIDER.email': '{{email}}' },
  camp_id: 1204,
  camp_name: 'Wishlist price drop',
  title: "{{or first_name 'Hello'}}, your wishlist got cheaper",
  message:
    'Save {{currency price currency language}} on what you love{{#if city}}, with free delivery to {{city}}{{/if}}.',
  image_url: 'https://img.example.com/campaigns/price-drop.jpg',
  ttl: 21_600,
  check_optin: true,
  advanced_push_payload: { advanced_push_type: 'carousel', advanced_push_items: null },
  android: { channel_id: 1, sound: 'chime', deep_link: link },
  ios: { 'thread-id': 13, badge: 1, 'mutable-content': true, sound: 'chime', deep_link: link },
});
const renderCard = compile({
  id: '{{number}}',
  headline: '{{name}}',
  description: 'Now {{currency price row.currency row.language}}',
  image_url: 'https://img.example.com/products/large/{{sku}}.jpg',
  deep_links: { ins_dl_internal: 'https://shop.example.com/products/{{sku}}?from={{row.order_id}}' },
});

export function renderByFields(row: WishlistRow, wishes: readonly Wish[]): object {
  const push = renderPush(row) as { readonly advanced_push_payload: { advanced_push_items: readonly unknown[] } };
  const cards = wishes.map((wish, index) => renderCard({ ...wish, number: index + 1, row }) as { readonly id: string });
  push.advanced_push_payload.advanced_push_items = cards.map((card) => ({ ...card, id: Number(card.id) }));
  return push;
}
