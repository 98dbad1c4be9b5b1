// Finds the part of the notification's schema that one value must match.
import { isMap } from '../../is-map.ts';
import { notificationSchema } from '../../generated/notification-schema.ts';

export type Schema = Readonly<Record<string, unknown>>;

/** `path` is a path of the rendered notification. Returns undefined if the schema has no such value. */
export function schemaAt(path: readonly (string | number)[]): Schema | undefined {
  let schema: Schema | undefined = notificationSchema;
  for (const step of path) {
    schema = schema === undefined ? undefined : stepInto(schema, step);
  }
  return schema;
}

function stepInto(schema: Schema, step: string | number): Schema | undefined {
  const part = typeof step === 'number' ? schema['items'] : propertySchema(schema, step);
  return isMap(part) ? part : undefined;
}

function propertySchema(schema: Schema, name: string): unknown {
  const { properties, patternProperties } = schema;
  if (isMap(properties) && Object.hasOwn(properties, name)) return properties[name];
  if (!isMap(patternProperties)) return undefined;
  return Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern, 'u').test(name))?.[1];
}
