// Checks that parsed JSON has the types that the API expects. Missing and unknown fields pass: other rules check what is required.
import { isMap } from '../is-map.ts';

export type Shape =
  | 'string'
  | 'integer'
  | 'boolean'
  | 'object'
  | { readonly fields: Readonly<Record<string, Shape>> }
  | { readonly values: Shape }
  | { readonly items: Shape }
  | { readonly either: readonly Shape[] };

function fitsScalar(value: unknown, shape: 'string' | 'integer' | 'boolean' | 'object'): boolean {
  if (shape === 'integer') return Number.isSafeInteger(value);
  if (shape === 'object') return isMap(value);
  return typeof value === shape;
}

export function fitsShape(value: unknown, shape: Shape): boolean {
  if (typeof shape === 'string') return fitsScalar(value, shape);
  if ('either' in shape) return shape.either.some((one) => fitsShape(value, one));
  if ('items' in shape) return Array.isArray(value) && value.every((item) => fitsShape(item, shape.items));
  if (!isMap(value)) return false;
  if ('values' in shape) return Object.values(value).every((one) => fitsShape(one, shape.values));
  return Object.entries(shape.fields).every(
    ([name, field]) => !Object.hasOwn(value, name) || fitsShape(value[name], field),
  );
}
