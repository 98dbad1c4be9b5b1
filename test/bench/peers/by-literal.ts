// The minimum that a valid notification costs: a handwritten template literal with the values of the row as JSON, and no checks.
import { formatCurrency, type Wish, type WishlistRow } from './wishlist.ts';

export function renderByLiteral(row: WishlistRow, wishes: readonly Wish[]): string {
  const { uuid, email, first_name: name, language, city, currency } = row;
  const delivery = city === '' ? '' : `, with free delivery to ${city}`;
  const message = `Save ${formatCurrency(Number(row.price), currency, language)} on what you love${delivery}.`;
  const link = `{"ins_dl_internal":${JSON.stringify(`https://shop.example.com/wishlist?customer=${uuid}`)}}`;
  let cards = '';
  for (const [index, wish] of wishes.entries()) {
    const description = `Now ${formatCurrency(wish.price, currency, language)}`;
    const image = `https://img.example.com/products/large/${wish.sku}.jpg`;
    const target = `https://shop.example.com/products/${wish.sku}?from=${row.order_id}`;
    cards += `${index === 0 ? '' : ','}{"id":${index + 1},"headline":${JSON.stringify(wish.name)},"description":${JSON.stringify(description)},"image_url":${JSON.stringify(image)},"deep_links":{"ins_dl_internal":${JSON.stringify(target)}}}`;
  }
  return `{"identifiers":{"INSIDER.uuid":${JSON.stringify(uuid)},"INSIDER.email":${JSON.stringify(email)}},"camp_id":1204,"camp_name":"Wishlist price drop","title":${JSON.stringify(`${name || 'Hello'}, your wishlist got cheaper`)},"message":${JSON.stringify(message)},"image_url":"https://img.example.com/campaigns/price-drop.jpg","ttl":21600,"check_optin":true,"advanced_push_payload":{"advanced_push_type":"carousel","advanced_push_items":[${cards}]},"android":{"channel_id":1,"sound":"chime","deep_link":${link}},"ios":{"thread-id":13,"badge":1,"mutable-content":true,"sound":"chime","deep_link":${link}}}`;
}
