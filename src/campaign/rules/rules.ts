// The list of all rules beyond the schema. Each looks only at the parsed file, which need not fit the schema.
import type { Diagnostic } from '../../diagnostic.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { checkAudienceFile, checkAudienceOrigin } from './rule-audience-file.ts';
import { checkAudienceForm } from './rule-audience-form.ts';
import { checkNewcomers, checkOwnHosts } from './rule-content.ts';
import { checkPlatformKeys, checkSilent, checkTtl } from './rule-delivery.ts';
import { checkPhoneNumber, checkReach, checkSamePerson, checkTwoSpellings } from './rule-identifiers.ts';
import { checkImageAddresses, checkImagePresent } from './rule-images.ts';
import { checkCardCount, checkPreferredType } from './rule-items.ts';
import { checkApsKey, checkLinkKinds, checkLinks } from './rule-links.ts';
import { checkEvery } from './rule-every.ts';
import { checkOneLineFields } from './rule-one-line.ts';
import { checkExclusions } from './rule-often.ts';
import { checkRollout } from './rule-rollout.ts';
import { checkSchedule } from './rule-schedule.ts';
import { checkDeliverSilently, checkLinkNumbers, checkTypeSpelling } from './rule-spellings.ts';
import { checkWhere } from './rule-where.ts';

export type Rule = (yaml: ParsedYaml) => readonly Diagnostic[];

export const campaignRules: readonly Rule[] = [
  checkAudienceOrigin,
  checkAudienceFile,
  checkAudienceForm,
  checkWhere,
  checkExclusions,
  checkReach,
  checkPhoneNumber,
  checkSamePerson,
  checkTwoSpellings,
  checkOneLineFields,
  checkTtl,
  checkDeliverSilently,
  checkSilent,
  checkPlatformKeys,
  checkImagePresent,
  checkImageAddresses,
  checkCardCount,
  checkPreferredType,
  checkApsKey,
  checkLinks,
  checkLinkKinds,
  checkTypeSpelling,
  checkLinkNumbers,
  checkSchedule,
  checkRollout,
  checkNewcomers,
  checkOwnHosts,
  checkEvery,
];
