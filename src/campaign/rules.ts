// All rules beyond the schema. Each looks at the parsed file alone, which need not fit the schema.
import type { Diagnostic } from '../diagnostic.ts';
import type { ParsedYaml } from './parse-yaml.ts';
import { checkAudienceFile } from './rule-audience-file.ts';
import { checkDeliverSilently, checkPlatformKeys, checkSilent, checkTtl } from './rule-delivery.ts';
import { checkPhoneNumber, checkReach, checkSamePerson, checkTwoSpellings } from './rule-identifiers.ts';
import { checkImageAddresses, checkImagePresent } from './rule-images.ts';
import { checkItemCount, checkPreferredType } from './rule-items.ts';
import { checkApsKey, checkJsonLinks, checkLinkKinds, checkSchemeLinks, checkSecureLinks } from './rule-links.ts';

export type Rule = (yaml: ParsedYaml) => readonly Diagnostic[];

export const campaignRules: readonly Rule[] = [
  checkAudienceFile,
  checkReach,
  checkPhoneNumber,
  checkSamePerson,
  checkTwoSpellings,
  checkTtl,
  checkDeliverSilently,
  checkSilent,
  checkPlatformKeys,
  checkImagePresent,
  checkImageAddresses,
  checkItemCount,
  checkPreferredType,
  checkApsKey,
  checkSecureLinks,
  checkSchemeLinks,
  checkJsonLinks,
  checkLinkKinds,
];
