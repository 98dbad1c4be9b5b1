// Renders the templates of a campaign for one row, to show the result beside each of them: with a row of the samples, or the stand-ins of a real row.
import { isMap } from '../is-map.ts';
import { locateIn, type Path } from '../campaign/yaml/places.ts';
import { isTemplate } from '../campaign/template-text.ts';
import { writtenAt } from '../campaign/layers/overlay.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Variant } from '../campaign/layers/variants.ts';
import type { Position } from '../diagnostic.ts';
import type { Recipient } from '../message/recipient.ts';
import type { Renderer } from '../message/renderer.ts';

export interface SampleHint {
  /** The place directly after the template. */
  readonly at: Position;
  readonly text: string;
}

interface Rendered {
  readonly campaign: Campaign;
  readonly renderer: Renderer;
}

/** `rows` are a few rows of the audience. Each variant uses the first of them that gets it. */
export function findSampleHints({ campaign, renderer }: Rendered, rows: readonly Recipient[]): readonly SampleHint[] {
  const hints = new Map<string, SampleHint>();
  for (const [number, variant] of campaign.variants.entries()) {
    const shown = renderFirst({ campaign, renderer }, rows, variant, number);
    if (shown === undefined) continue;
    for (const { path, template, text } of textsOf(variant.notification, shown, [])) {
      const written = writtenAt(variant.overlays, ['notification', ...path]);
      const at = locateIn(campaign, written, template.length);
      const key = JSON.stringify(at);
      // A text that several variants share is shown as in the first of them.
      if (!hints.has(key)) hints.set(key, { at, text });
    }
  }
  return [...hints.values()];
}

function renderFirst(
  { campaign, renderer }: Rendered,
  rows: readonly Recipient[],
  { when }: Variant,
  number: number,
): unknown {
  const arm = when.kind === 'for' ? when.arm : undefined;
  for (const row of rows) {
    const result = renderer.matches(row) ? renderer.render(row, undefined, arm) : undefined;
    if (result?.kind !== 'notification' || result.variant !== number) continue;
    // Samples are invented, but other rows belong to real people.
    if (campaign.audience.isSample === true) return JSON.parse(result.payload);
    const standIn = renderer.standIn(row, arm);
    if (standIn !== undefined) return standIn;
  }
  return undefined;
}

interface HintedText {
  readonly path: Path;
  readonly template: string;
  readonly text: string;
}

function* textsOf(written: unknown, shown: unknown, path: Path): Generator<HintedText> {
  if (typeof written === 'string') {
    if (isTemplate(written) && isPlain(shown)) yield { path, template: written, text: String(shown) };
  } else if (Array.isArray(written)) {
    for (const [index, part] of written.entries()) yield* textsOf(part, entryOf(shown, index), [...path, index]);
  } else if (isMap(written)) {
    for (const [key, part] of Object.entries(written)) {
      // Identifiers are the address of a person, so they are not shown. The template of a card is shown as the first card made from it.
      if (key === 'identifiers') continue;
      const isItem = key === 'item' && path.at(-1) === 'advanced_push_items';
      yield* textsOf(part, isItem ? entryOf(shown, 0) : isMap(shown) ? shown[key] : undefined, [...path, key]);
    }
  }
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function entryOf(value: unknown, index: number): unknown {
  return Array.isArray(value) ? value[index] : undefined;
}
