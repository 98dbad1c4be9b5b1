// The part of the notification's schema that one value of it has to fit.
import { notificationSchema } from '../../generated/notification-schema.ts';

export type Schema = Readonly<Record<string, unknown>>;

/** `path` is that of the rendered notification. Undefined where the schema knows no such value. */
export function schemaAt(path: readonly (string | number)[]): Schema | undefined {
  let schema: Schema | undefined = notificationSchema;
  for (const step of path) {
    schema = schema === undefined ? undefined : stepInto(schema, step);
  }
  return schema;
}

function stepInto(schema: Schema, step: string | number): Schema | undefined {
  const part = typeof step === 'number' ? schema['items'] : propertySchema(schema, step);
  return isSchema(part) ? part : undefined;
}

function propertySchema(schema: Schema, name: string): unknown {
  const { properties, patternProperties } = schema;
  if (isSchema(properties) && Object.hasOwn(properties, name)) return properties[name];
  if (!isSchema(patternProperties)) return undefined;
  return Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern, 'u').test(name))?.[1];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
