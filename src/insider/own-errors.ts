// The meanings of refusals that concern every request: of the key, the address, the account or the endpoint.
import type { OwnErrors } from '../delivery/stopping/explain-error.ts';

export const ownErrors: OwnErrors = new Map([
  ['PP401', ['the API refuses the key', "Check the variable that the environment's api_key_env names."]],
  ['PP402', ['the API refuses this machine', 'Add the address that it sends from to the allow-list of the account.']],
  ['PP403', ['the account has no valid push certificate', 'Upload one in the settings of the account.']],
  ['PP404', ['the endpoint does not take notifications', "Check the environment's endpoint."]],
]);
