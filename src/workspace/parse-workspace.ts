// Parses the text of pushplan.yaml into settings, or returns all its errors at once.
import { besideSlips, mergeFindings } from '../campaign/merge-findings.ts';
import { parseYaml, type ParsedYaml } from '../campaign/yaml/parse-yaml.ts';
import { readAsMeant } from '../campaign/schema/read-as-meant.ts';
import { describeSchemaErrors } from '../campaign/schema/schema-findings.ts';
import { findSecrets } from '../campaign/rules/secrets.ts';
import { hasErrors, type Diagnostic } from '../diagnostic.ts';
import type { SchemaError } from '../generated/schema-error.ts';
import { validateWorkspace } from '../generated/validate-workspace.ts';
import type { WorkspaceFile } from '../generated/workspace.ts';
import { workspaceSchema } from '../generated/workspace-schema.ts';
import { checkListNames, checkListOrigins } from './check-lists.ts';
import { checkSilence } from './check-silence.ts';
import { checkSources } from './check-sources.ts';
import { normaliseSettings } from './normalise-settings.ts';
import type { WorkspaceSettings } from './settings.ts';
import { checkTestRecipients } from './test-recipients.ts';
import {
  checkDefaultEnvironment,
  checkEndpoints,
  checkApiKeys,
  checkDataDir,
  checkLedgerPlaces,
  checkPace,
} from './workspace-rules.ts';

const rules: readonly ((yaml: ParsedYaml) => readonly Diagnostic[])[] = [
  checkEndpoints,
  checkApiKeys,
  checkLedgerPlaces,
  checkPace,
  checkDataDir,
  checkDefaultEnvironment,
  checkListNames,
  checkTestRecipients,
  checkListOrigins,
  checkSources,
  checkSilence,
];

/** `settings` is set only if there are no errors. */
export interface ParsedWorkspace {
  readonly settings?: WorkspaceSettings;
  readonly diagnostics: readonly Diagnostic[];
}

export function parseWorkspace(file: string, text: string): ParsedWorkspace {
  const written = parseYaml(file, text);
  if (written.data === undefined) return { diagnostics: mergeFindings(written.diagnostics) };

  const { yaml, errors, slips } = readAsMeant(written, workspaceSchema, validateWorkspace);
  const found = [describeSchemaErrors(errors, yaml, workspaceSchema), ...rules.map((rule) => rule(yaml))].flat();
  const diagnostics = mergeFindings(yaml.diagnostics, besideSlips(slips, found), findSecrets(yaml));
  if (hasErrors(diagnostics) || !fits(yaml.data, errors)) return { diagnostics };
  return { settings: normaliseSettings(yaml, yaml.data), diagnostics };
}

function fits(data: unknown, errors: readonly SchemaError[]): data is WorkspaceFile {
  return data !== undefined && errors.length === 0;
}
