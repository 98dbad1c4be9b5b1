// Generated from schema/ by `npm run generate`, do not edit.
import type { WorkspaceFile } from './workspace.ts';
import type { CampaignFile } from './campaign.ts';
import type { Notification } from './notification.ts';
import type { Plan } from './plan.ts';
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

/** All that does not fit; empty when the data is a WorkspaceFile. */
export function validateWorkspace(data: unknown): readonly SchemaError[] {
  return listErrors(validators.workspace, data);
}

export function isWorkspaceFile(data: unknown): data is WorkspaceFile {
  return validators.workspace(data);
}

/** All that does not fit; empty when the data is a CampaignFile. */
export function validateCampaign(data: unknown): readonly SchemaError[] {
  return listErrors(validators.campaign, data);
}

export function isCampaignFile(data: unknown): data is CampaignFile {
  return validators.campaign(data);
}

/** All that does not fit; empty when the data is a Notification. */
export function validateNotification(data: unknown): readonly SchemaError[] {
  return listErrors(validators.notification, data);
}

export function isNotification(data: unknown): data is Notification {
  return validators.notification(data);
}

/** All that does not fit; empty when the data is a Plan. */
export function validatePlan(data: unknown): readonly SchemaError[] {
  return listErrors(validators.plan, data);
}

export function isPlan(data: unknown): data is Plan {
  return validators.plan(data);
}
