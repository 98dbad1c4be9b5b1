// Compares the effects of an edited partial or table: which fields change, for how many recipients, with an example.
import type { Campaign } from '../../campaign/campaign.ts';
import type { Change } from '../../generated/plan.ts';
import type { Renderer } from '../../message/renderer.ts';
import type { SeenRow } from '../plan-block.ts';
import { readField, type FieldPath } from './compare-fields.ts';

export interface EditedPart {
  readonly kind: 'partial' | 'table';
  readonly name: string;
  readonly file: string;
  /** The first line that differs. Null for a table. */
  readonly line: number | null;
  /** The fields that call the partial or look up the table. */
  readonly fields: readonly FieldPath[];
  /** Renders the present campaign with the former version of this part. Undefined if the two do not fit together. */
  readonly renderer: Renderer | undefined;
}

interface Found {
  readonly before: Change['before'];
  readonly after: Change['after'];
  recipients: number;
}

/** The part was edited, but its effect cannot be counted. */
const notCounted = { before: null, after: null, recipients: null };

/** Renders the present recipients with the former part, so that every difference comes from this part alone. */
export class PartComparison {
  readonly #campaign: Campaign;
  readonly #renderer: Renderer;
  readonly #edited: EditedPart;
  readonly #found = new Map<FieldPath, Found>();

  constructor(campaign: Campaign, renderer: Renderer, edited: EditedPart) {
    this.#campaign = campaign;
    this.#renderer = renderer;
    this.#edited = edited;
  }

  /** `payload` is what the recipient would get now. */
  look(row: Pick<SeenRow, 'recipient' | 'arm'>, payload: string): void {
    const then = this.#edited.renderer?.render(row.recipient, undefined, row.arm);
    if (then?.kind !== 'notification' || then.payload === payload) return;
    const [before, after]: unknown[] = [JSON.parse(then.payload), JSON.parse(payload)];
    for (const field of this.#edited.fields) {
      const at = findDifference(this.#read(before, field), this.#read(after, field));
      if (at === undefined) continue;
      const found = this.#found.get(field) ?? this.#show(row, field, at);
      found.recipients += 1;
      this.#found.set(field, found);
    }
  }

  /** In the order of the campaign file. */
  changes(): Change[] {
    const { kind, name, file, line, fields } = this.#edited;
    return fields.flatMap((field) => {
      const found = this.#edited.renderer === undefined ? notCounted : this.#found.get(field);
      if (found === undefined) return [];
      return [{ path: field.join('.'), ...found, cause: { kind, name, file, line } }];
    });
  }

  #show({ recipient, arm }: Pick<SeenRow, 'recipient' | 'arm'>, field: FieldPath, at: number): Found {
    const [before, after] = [this.#edited.renderer, this.#renderer].map((renderer) =>
      toScalar(this.#read(renderer?.standIn(recipient, arm), field)[at]),
    );
    return { before: before ?? null, after: after ?? null, recipients: 0 };
  }

  #read(notification: unknown, field: FieldPath): readonly unknown[] {
    return readField(this.#campaign, notification, field);
  }
}

function findDifference(before: readonly unknown[], after: readonly unknown[]): number | undefined {
  for (let at = 0; at < Math.max(before.length, after.length); at += 1) {
    if (before[at] !== after[at]) return at;
  }
  return undefined;
}

function toScalar(value: unknown): Change['before'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Returns the line number in the new text, from 1. If only lines at its end were removed, returns its last line. */
export function firstDifferentLine(before: string, after: string): number {
  const [was, is] = [before.split('\n'), after.split('\n')];
  const at = is.findIndex((line, index) => line !== was[index]);
  return at === -1 ? is.length : at + 1;
}
