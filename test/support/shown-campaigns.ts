// Campaigns that are hard to display: long words, right-to-left text, cards, a picture, and a push that shows nothing.
const cards = ['Wool sneakers, white, with a name that wraps', 'Tea & biscuits', 'Cup', 'Donaudampfschifffahrt'].map(
  (name, index) => ({ name, price: `€${index}2.34` }),
);

function rowOf(person: string, language: string, name: string, items: unknown): string {
  return JSON.stringify({ email: `${person}@example.com`, language, name, items });
}

/** The author's words appear in the page as they are; values of rows appear as stand-ins. */
export const shownFiles = {
  'shown.campaign.yaml': `version: 1
id: shown
audience: { file: people.ndjson }
locale: "{{language}}"
default_locale: en
locales:
  ar: { title: "تخفيضات كبيرة على سلتك", message: "عرض خاص ينتهي الليلة: خصم 50% على كل شيء في المتجر، {{name}}" }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: 7
  camp_name: Shown
  title: "{{name}}, Kraftfahrzeughaftpflichtversicherungsgesellschaft"
  message: "Save up to 40% on everything in your basket until midnight, and have it sent for nothing, {{name}}"
  image_url: https://img.example.com/a.jpg
  advanced_push_payload:
    advanced_push_type: carousel
    advanced_push_items:
      each: items
      short: plain
      item: { id: "{{@number}}", headline: "{{name}}", description: "{{price}}", image_url: "https://img.example.com/{{@number}}.jpg", deep_links: { ins_dl_internal: "https://shop.example.com/{{@number}}" } }
  ios: { sound: chime, badge: 3 }
`,
  'silent.campaign.yaml': `version: 1
id: silent
audience: { file: people.ndjson, where: { language: ar } }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: 8
  camp_name: Silent
  title: Refresh
  message: The catalogue
  ios: { content-available: true }
`,
  'people.ndjson': `${rowOf('ada', 'en', 'Ada', cards)}\n${rowOf('zeynep', 'ar', 'Zeynep', [])}\n`,
};
