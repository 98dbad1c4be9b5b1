// Reads JSON in a column without loss: a number that a double cannot hold stays the text that was written.
import { createQuickJson } from './quick-json.ts';

/** Matches text that may contain a number which JSON.parse would round or make infinite. This quick test spares most values the slow way. */
const suspect = /\d(?:\d{15}|[eE])/;

const readQuickly = createQuickJson();

export function readPreciseJson(text: string): unknown {
  return readQuickly(text) ?? readSlowly(text);
}

function readSlowly(text: string): unknown {
  const value: unknown = suspect.test(text) ? JSON.parse(text, keepLongNumbers) : JSON.parse(text);
  return value;
}

function keepLongNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  return isExact(value, context.source) ? value : context.source;
}

function isExact(value: number, source: string): boolean {
  if (!Number.isFinite(value)) return false;
  const digits = source
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '');
  return digits.length <= 15 || String(value) === source;
}
