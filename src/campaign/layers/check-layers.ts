// Checks each combination of overlays as a file of its own, against the schema and all rules. The findings are located in the overlay.
import type { Diagnostic } from '../../diagnostic.ts';
import { campaignSchema } from '../../generated/campaign-schema.ts';
import { validateCampaign } from '../../generated/validate-campaign.ts';
import { layAll, listLayers, type Layers } from './layers.ts';
import { writtenAt } from './overlay.ts';
import { campaignRules } from '../rules/rules.ts';
import { describeSchemaErrors } from '../schema/schema-findings.ts';
import { isMap, mapAt } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';

/** `told` are the findings of the file itself, which are not reported again. */
export function checkLayers(yaml: ParsedYaml, told: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Set(told.flatMap((finding) => [sayingOf(finding), faultAt(finding)]));
  return listLayers(yaml.data)
    .filter(({ overlays }) => overlays.length > 0)
    .flatMap((layers) => {
      const view = lay(yaml, layers);
      const errors = validateCampaign(view.data).filter(({ instancePath }) =>
        /^\/notification(?:\/|$)/.test(instancePath),
      );
      const findings = [
        ...describeSchemaErrors(errors, view, campaignSchema),
        ...campaignRules.flatMap((rule) => rule(view)),
      ];
      // A known finding at an overlay as a whole may come from the texts below it. A finding at a value inside the overlay is about that value.
      const wholes = new Set(layers.overlays.flatMap(({ at }) => [yaml.locate(at), yaml.locateKey(at)]).map(showPlace));
      return findings.filter(
        (finding) => !known.has(faultAt(finding)) && !(known.has(sayingOf(finding)) && wholes.has(showPlace(finding))),
      );
    });
}

function lay(yaml: ParsedYaml, { overlays }: Layers): ParsedYaml {
  const data = isMap(yaml.data) ? yaml.data : {};
  return {
    ...yaml,
    data: { ...data, notification: layAll(mapAt(data, 'notification'), overlays) },
    locate: (path, offset) => yaml.locate(writtenAt(overlays, path), offset),
    locateKey: (path) => yaml.locateKey(writtenAt(overlays, path)),
    unquotedAt: (path) => yaml.unquotedAt(writtenAt(overlays, path)),
  };
}

/** Identifies a finding by code and place. A value that does not fit the schema of an overlay does not fit that of the notification either. */
function faultAt(finding: Diagnostic): string {
  return `${finding.code} ${showPlace(finding)}`;
}

function showPlace({ line, column }: Pick<Diagnostic, 'line' | 'column'>): string {
  return `${line}:${column}`;
}

function sayingOf({ code, message }: Diagnostic): string {
  return `${code} ${message}`;
}
