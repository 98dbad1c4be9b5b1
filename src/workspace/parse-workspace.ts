// The text of pushplan.yaml -> settings, or everything that is wrong with it at once.
import { mergeFindings } from '../campaign/merge-findings.ts';
import { parseYaml } from '../campaign/yaml/parse-yaml.ts';
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

/** `settings` are given only when there are no errors. */
export interface ParsedWorkspace {
  readonly settings?: WorkspaceSettings;
  readonly diagnostics: readonly Diagnostic[];
}

export function parseWorkspace(file: string, text: string): ParsedWorkspace {
  const yaml = parseYaml(file, text);
  if (yaml.data === undefined) return { diagnostics: mergeFindings(yaml.diagnostics) };

  const errors = validateWorkspace(yaml.data);
  const diagnostics = mergeFindings(
    yaml.diagnostics,
    describeSchemaErrors(errors, yaml, workspaceSchema),
    findSecrets(yaml),
    checkEndpoints(yaml),
    checkApiKeys(yaml),
    checkLedgerPlaces(yaml),
    checkPace(yaml),
    checkDataDir(yaml),
    checkDefaultEnvironment(yaml),
    checkListNames(yaml),
    checkTestRecipients(yaml),
    checkListOrigins(yaml),
    checkSources(yaml),
    checkSilence(yaml),
  );
  if (hasErrors(diagnostics) || !fits(yaml.data, errors)) return { diagnostics };
  return { settings: normaliseSettings(yaml, yaml.data), diagnostics };
}

function fits(data: unknown, errors: readonly SchemaError[]): data is WorkspaceFile {
  return data !== undefined && errors.length === 0;
}
