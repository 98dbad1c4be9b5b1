// The typed wrappers of the compiled validators, as text: src/generated/validate-NAME.ts, and the code that they share.

export const schemaErrorText = `
/** One thing that does not fit a schema, as ajv says it. */
export interface SchemaError {
  /** JSON pointer to the value; '' is the document itself. */
  readonly instancePath: string;
  readonly keyword: string;
  /** What the keyword has to say, such as { additionalProperty: 'tittle' }. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  /** '#' and a JSON pointer to the keyword in NAME-schema.ts, where no references are left. */
  readonly schemaPath: string;
}

interface Validator {
  (data: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

export function listErrors(validator: Validator, data: unknown): readonly SchemaError[] {
  return validator(data) ? [] : (validator.errors ?? []);
}
`;

export function writeGuard(name: string, rootType: string): string {
  return `import type { ${rootType} } from './${name}.ts';
import { validator } from './${name}-validator.ts';
import { listErrors, type SchemaError } from './schema-error.ts';

/** All that does not fit; empty when the data is a ${rootType}. */
export function validate${name.charAt(0).toUpperCase()}${name.slice(1)}(data: unknown): readonly SchemaError[] {
  return listErrors(validator, data);
}

export function is${rootType}(data: unknown): data is ${rootType} {
  return validator(data);
}
`;
}
