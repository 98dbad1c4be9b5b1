// Reads the text of a campaign file. Returns a campaign, or all errors at once.
import type { Diagnostic } from '../diagnostic.ts';
import { campaignSchema } from '../generated/campaign-schema.ts';
import type { SchemaError } from '../generated/schema-error.ts';
import { validateCampaign } from '../generated/validate-campaign.ts';
import type { Campaign } from './campaign.ts';
import { checkLayers } from './layers/check-layers.ts';
import { fillFromArms } from './layers/fill-from-arms.ts';
import { besideSlips, mergeFindings } from './merge-findings.ts';
import { normaliseCampaign } from './normalise-campaign.ts';
import { parseYaml } from './yaml/parse-yaml.ts';
import { languageRules } from './rules/rule-languages.ts';
import { variantRules } from './rules/rule-variants.ts';
import { campaignRules } from './rules/rules.ts';
import { readAsMeant } from './schema/read-as-meant.ts';
import { salvageFile } from './schema/salvage-file.ts';
import { describeSchemaErrors } from './schema/schema-findings.ts';
import { findSecrets } from './rules/secrets.ts';

export interface ReadCampaign {
  /** Also set if there are errors, as far as it can be read, so that the rest can be checked. With errors it must not be sent. */
  readonly campaign?: Campaign;
  readonly diagnostics: readonly Diagnostic[];
}

/** `file` is relative to the workspace, with forward slashes. */
export function readCampaign(file: string, text: string): ReadCampaign {
  const written = parseYaml(file, text);
  if (written.data === undefined) return { diagnostics: mergeFindings(written.diagnostics) };

  const { yaml, errors, slips } = readAsMeant(written, campaignSchema, validateFilled);
  const secrets = findSecrets(yaml);
  const found = [
    ...describeSchemaErrors(errors, yaml, campaignSchema),
    ...[...campaignRules, ...languageRules, ...variantRules].flatMap((rule) => rule(yaml)),
  ];
  const diagnostics = mergeFindings(
    yaml.diagnostics,
    besideSlips(slips, [...found, ...checkLayers(yaml, found)]),
    secrets,
  );
  // A file with a secret is not processed further, and a path that leads out of the workspace is not followed.
  const isUsable = secrets.length === 0 && diagnostics.every(({ code }) => code !== 'PP151');
  const usable = isUsable ? salvageFile(fillFromArms(yaml.data), errors) : undefined;
  const { file: origin, query, object } = usable?.audience ?? {};
  const hasAudience = [origin, query, object].filter((one) => one !== undefined).length === 1;
  return { ...(usable && hasAudience && { campaign: normaliseCampaign(file, usable, yaml.places) }), diagnostics };
}

function validateFilled(data: unknown): readonly SchemaError[] {
  return validateCampaign(fillFromArms(data));
}
