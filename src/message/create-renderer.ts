// Row -> key and notification: what is done for each of a million rows.
import type { Campaign } from '../campaign/campaign.ts';
import { isNotification } from '../generated/validate.ts';
import { readEntries, renderFragment, type Fragment } from './fragment.ts';
import {
  checkIdentifiers,
  identifiersJson,
  printIdentifiers,
  type Identifier,
  type PrintedIdentifier,
} from './identifier.ts';
import type { Print } from './leaf.ts';
import { identifiersKey, ownKey } from './notification-key.ts';
import { startPrinted } from './printed.ts';
import type { Recipient } from './recipient.ts';
import type { Renderer, RowProblem } from './renderer.ts';
import type { Rendering } from './rendering.ts';
import { RowFault } from './row-fault.ts';
import { anyDomain } from './stand-in.ts';
import { makeRowStandIn } from './stand-in-cell.ts';
import { Trace } from './trace.ts';
import type { RowValues, TypedRow } from './type-row.ts';
import { createWhere } from './where.ts';

/** One key of the notification. The identifiers are written apart, since empty ones are left out. */
export type Member =
  | { readonly kind: 'identifiers' }
  | { readonly kind: 'fragment'; readonly name: string; readonly fragment: Fragment };

/** Items made from a list column, and what to do when there are too few. */
export interface Carousel {
  readonly column: string;
  readonly short: 'plain' | 'skip';
}

export interface RendererParts {
  readonly where: Campaign['audience']['where'];
  readonly publicColumns: readonly string[];
  readonly identifiers: readonly Identifier[];
  readonly ownKey: Print | undefined;
  readonly members: readonly Member[];
  readonly carousel: Carousel | undefined;
  readonly rendering: Rendering;
  readonly typeForKey: (recipient: Recipient) => TypedRow;
  readonly typeAll: (recipient: Recipient) => TypedRow;
}

/** The API takes no carousel or slider with fewer. */
const fewestItems = 3;

type Outcome<T> = T | { readonly kind: 'invalid'; readonly problem: RowProblem };

export function createRenderer(parts: RendererParts): Renderer {
  const { rendering, typeForKey, typeAll } = parts;

  const attempt = <T>(typed: TypedRow, standIn: boolean, use: (row: RowValues) => T): Outcome<T> => {
    if (typed.kind === 'invalid') return typed;
    rendering.standIn = standIn;
    rendering.printed = startPrinted();
    try {
      return use(typed.values);
    } catch (error) {
      return { kind: 'invalid', problem: explainProblem(error, rendering.field) };
    }
  };
  const render: Renderer['render'] = (recipient) => attempt(typeAll(recipient), false, (row) => renderRow(row, parts));

  return {
    matches: createWhere(parts.where),
    key: (recipient) =>
      attempt(typeForKey(recipient), false, (row) => ({ kind: 'key', key: makeKey(row, parts) }) as const),
    render,
    standIn: (recipient) => {
      // First the row itself, which decides, then its stand-ins, which are led the same way.
      rendering.trace = new Trace();
      const result =
        render(recipient).kind === 'notification'
          ? attempt(typeAll(recipient), true, (row) => renderRow(makeRowStandIn(row, parts.publicColumns), parts))
          : undefined;
      rendering.trace = undefined;
      const notification: unknown = result?.kind === 'notification' ? JSON.parse(result.payload) : undefined;
      return isNotification(notification) ? notification : undefined;
    },
  };
}

function makeKey(row: RowValues, { identifiers, ownKey: print, rendering }: RendererParts): string {
  const variables = { root: row };
  if (print === undefined) {
    const printed = printIdentifiers(identifiers, [row], variables);
    checkIdentifiers(printed, rendering);
    return identifiersKey(printed);
  }
  const text = print([row], variables);
  if (text.trim() === '') throw new RowFault('PP221', 'the key is empty');
  return ownKey(text);
}

function renderRow(row: RowValues, parts: RendererParts) {
  const { identifiers, members, carousel, rendering } = parts;
  const [contexts, variables] = [[row], { root: row }];
  rendering.field = 'notification.advanced_push_payload.advanced_push_items.each';
  const short = carousel !== undefined && readEntries(row, carousel.column).length < fewestItems;
  if (short && carousel.short === 'skip') return { kind: 'short' } as const;
  const own = printIdentifiers(identifiers, contexts, variables);
  const printed = rendering.standIn ? own.map(reserveDomain) : own;
  if (!rendering.standIn) checkIdentifiers(printed, rendering);
  rendering.printed = startPrinted();
  const json: string[] = [];
  for (const member of members) {
    if (member.kind === 'identifiers') json.push(`"identifiers":${identifiersJson(printed)}`);
    else if (!short || member.name !== 'advanced_push_payload') {
      json.push(`${JSON.stringify(member.name)}:${renderFragment(member.fragment, contexts, row, variables)}`);
    }
  }
  return { kind: 'notification', payload: `{${json.join(',')}}`, printed: rendering.printed } as const;
}

/** Of an address whose domain the template writes out, the stand-in may be somebody's. */
function reserveDomain(printed: PrintedIdentifier): PrintedIdentifier {
  return { ...printed, text: printed.text.replace(/@.*$/s, `@${anyDomain}`) };
}

/** Whatever a row makes a template do, it ends the row and not the run. */
function explainProblem(error: unknown, path: string): RowProblem {
  if (error instanceof RowFault) return { code: error.code, message: error.message, path };
  // The text of any other error may hold values of the row.
  const name = error instanceof Error ? error.name : typeof error;
  return { code: 'PP222', message: `the template failed (${name})`, path };
}
