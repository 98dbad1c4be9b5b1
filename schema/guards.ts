// The text of src/generated/validate.ts: the typed face of the compiled validators.

interface Validated {
  readonly name: string;
  readonly rootType: string;
}

export function writeGuards(documents: readonly Validated[]): string {
  const imports = documents.map(({ name, rootType }) => `import type { ${rootType} } from './${name}.ts';`);
  return `${imports.join('\n')}
import * as validators from './validators.ts';

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

function listErrors(validator: Validator, data: unknown): readonly SchemaError[] {
  return validator(data) ? [] : (validator.errors ?? []);
}
${documents.map(writePair).join('')}`;
}

function writePair({ name, rootType }: Validated): string {
  return `
/** All that does not fit; empty when the data is a ${rootType}. */
export function validate${name.charAt(0).toUpperCase()}${name.slice(1)}(data: unknown): readonly SchemaError[] {
  return listErrors(validators.${name}, data);
}

export function is${rootType}(data: unknown): data is ${rootType} {
  return validators.${name}(data);
}
`;
}
