// Codes and titles of the rules about the command line. diagnostic.ts joins them.
export const pullRequestTitles = {
  PP510: 'nothing to comment on',
  PP511: 'token missing or refused',
  PP512: 'token without the right',
  PP513: 'pull request not found',
  PP514: 'platform asks to wait',
  PP515: 'platform cannot be reached',
} as const;

export const testTitles = {
  PP530: 'test recipient without an identifier',
  PP531: 'test recipient named twice',
  PP532: 'test recipient not known',
  PP533: 'too many test recipients',
  PP534: 'test recipient is suppressed',
  PP535: 'no row to test with',
  PP536: 'test in the reports of the campaign',
  PP537: 'test recipients in git',
  PP538: 'earlier test without an outcome',
  PP539: 'nobody got the test',
  PP540: 'test in doubt',
  PP541: 'test not sent',
  PP542: 'test in a language or arm that does not exist',
  PP543: 'test in a language or arm without recipients',
} as const;

export const drillTitles = {
  PP545: 'drill without anything to send',
  PP546: 'drill that found a fault',
  PP547: 'drill that was cut short',
} as const;

export const commandTitles = {
  PP501: 'unknown command',
  PP502: 'wrong arguments',
  PP503: 'nobody to ask',
  PP504: 'not confirmed',
  PP505: 'file cannot be written',
  PP506: 'Node.js is too old',
  PP507: 'audience has changed since the run',
  PP508: 'rendered files are stale',
  PP509: 'package not installed',
  PP516: 'output could not be written',
  PP901: 'unexpected error',
  PP902: 'thread ended',
} as const;
