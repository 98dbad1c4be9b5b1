// Makes src/generated from the schemas beside this file: types, compiled validators, and the schemas that code reads at run time.
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Ajv, type AnySchemaObject } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { deriveCampaign, readSchema, readSources } from './derive-campaign.ts';
import { schemaErrorText, writeGuard } from './guards.ts';
import { inlineReferences } from './inline.ts';
import { generateLeafChecks } from './leaf-checks.ts';

type Compile = (schema: AnySchemaObject, rootType: string, options: object) => Promise<string>;

// Loaded by require: its declarations do not compile with exactOptionalPropertyTypes, so the parts that we use are declared here.
const require = createRequire(import.meta.url);
const { compile }: { compile: Compile } = require('json-schema-to-typescript');

interface Document {
  readonly name: string;
  readonly rootType: string;
  /** Whether a compiled validator is generated, for data that the program reads. */
  readonly validated: boolean;
  /** Whether code reads the schema itself: which keys exist, and what a single value must be. */
  readonly embedded: boolean;
}

const documents: readonly Document[] = [
  { name: 'workspace', rootType: 'WorkspaceFile', validated: true, embedded: true },
  { name: 'campaign', rootType: 'CampaignFile', validated: true, embedded: true },
  { name: 'notification', rootType: 'Notification', validated: true, embedded: true },
  { name: 'plan', rootType: 'PublishedPlan', validated: true, embedded: false },
  { name: 'lock', rootType: 'AudienceLock', validated: true, embedded: true },
  { name: 'run', rootType: 'RunDocument', validated: false, embedded: false },
  { name: 'test', rootType: 'TestDocument', validated: false, embedded: false },
  { name: 'ci-test', rootType: 'CiTestDocument', validated: false, embedded: false },
  { name: 'doctor', rootType: 'DoctorDocument', validated: false, embedded: false },
  { name: 'fetch', rootType: 'FetchDocument', validated: false, embedded: false },
  { name: 'forget', rootType: 'ForgetDocument', validated: false, embedded: false },
  { name: 'calendar', rootType: 'CalendarDocument', validated: false, embedded: false },
  { name: 'drill', rootType: 'DrillDocument', validated: false, embedded: false },
  { name: 'explain', rootType: 'ExplainDocument', validated: false, embedded: false },
  { name: 'init', rootType: 'InitDocument', validated: false, embedded: false },
  { name: 'rendered', rootType: 'RenderedDocument', validated: false, embedded: false },
  { name: 'ci', rootType: 'CiDocument', validated: false, embedded: false },
  { name: 'roles', rootType: 'RolesDocument', validated: false, embedded: false },
  { name: 'sandbox', rootType: 'SandboxDocument', validated: false, embedded: false },
  { name: 'worker', rootType: 'WorkerLine', validated: false, embedded: false },
  { name: 'diagnostics', rootType: 'DiagnosticsDocument', validated: false, embedded: false },
];

const header = '// Generated from schema/ by `npm run generate`, do not edit.\n';

/** The plan as the program uses it: campaigns, and separately those whose data is not on this machine. The published form lists both together. */
const planType = `
export type Plan = Omit<PublishedPlan, 'seal' | 'campaigns'> & {
  seal: string;
  campaigns: CampaignPlan[];
  /** Never empty. With them the plan has no seal that anybody is told. */
  unseen?: readonly UnseenCampaign[];
};
`;

/** Returns the generated files: text by path from the root of the repository. Writes nothing. */
export async function generate(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    code: { source: true, esm: true, lines: true },
    // Otherwise ajv writes a CommonJS require to count code points, which `minLength: 1` does not need.
    unicode: false,
    logger: false, // otherwise, it reports that option as deprecated
  });
  for (const { name, rootType, embedded } of documents) {
    const schema = name === 'campaign' ? deriveCampaign(await readSources()) : await readSchema(`${name}.schema`);
    const inlined = inlineReferences(schema);
    // An embedded schema is looked up by the paths in errors, which must not contain references.
    ajv.addSchema(embedded ? inlined : schema, name);
    if (name === 'notification') for (const [path, code] of generateLeafChecks(inlined)) files.set(path, header + code);
    const types = await writeTypes(schema, rootType);
    files.set(`src/generated/${name}.ts`, name === 'plan' ? types + planType : types);
    if (embedded) files.set(`src/generated/${name}-schema.ts`, writeSchema(name, inlined));
  }
  files.set('src/generated/schema-error.ts', header + schemaErrorText);
  // One file each, because few commands need all of them.
  for (const { name, rootType } of documents.filter(({ validated }) => validated)) {
    const code = standalone.default(ajv, { validator: name });
    files.set(`src/generated/${name}-validator.ts`, `// @ts-nocheck\n${header}\n${code}\n`);
    files.set(`src/generated/validate-${name}.ts`, header + writeGuard(name, rootType));
  }
  return files;
}

async function writeTypes(schema: AnySchemaObject, rootType: string): Promise<string> {
  const { $id: _id, title: _title, ...rest } = schema; // either would take precedence over the name that we want
  return compile(rest, rootType, {
    bannerComment: header,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 120 },
  });
}

function writeSchema(name: string, schema: AnySchemaObject): string {
  const comment = `/** schema/${name}.schema.json without prose, references replaced by what they refer to. */`;
  return `${header}\n${comment}\nexport const ${name}Schema = ${JSON.stringify(schema, null, 2)} as const;\n`;
}

if (import.meta.main) {
  const root = new URL('../', import.meta.url);
  await mkdir(new URL('src/generated/', root), { recursive: true });
  for (const [path, text] of await generate()) await writeFile(new URL(path, root), text);
}
