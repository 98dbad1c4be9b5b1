// A finding: what is wrong or worth knowing, where, and what to do about it. Findings are values that are collected, not thrown.
import type { Diagnostic as PublishedDiagnostic } from './generated/diagnostics.ts';

/** Every rule that pushplan knows. Codes are stable: people switch on them. Each has a section in .github/RULES.md. */
export const rules = {
  // The files that people write
  PP101: 'value does not fit the schema',
  PP102: 'unknown key',
  PP103: 'not valid YAML',
  PP104: 'duplicate key',
  PP105: 'YAML feature that is not allowed',
  PP106: 'file too large or too deep',
  PP107: 'unquoted value that YAML reads as something else',
  PP108: 'secret in a file',
  PP109: 'file is not UTF-8',
  PP110: 'unknown column',
  PP111: 'template cannot be parsed',
  PP112: 'unknown helper',
  PP113: 'helper used wrongly',
  PP114: 'partial missing or recursive',
  PP115: 'template construct that is not allowed',
  PP116: 'column named like a helper',
  PP117: 'path into a column that is not json',
  PP120: 'camp_id used by two campaigns',
  PP121: 'campaign id used twice',
  PP122: 'campaign id renamed or copied',
  PP123: 'language not known',
  PP124: 'currency not known',
  PP125: 'plural form missing',
  PP126: 'number sign beside a digit',
  PP130: 'ttl under a minute or above four weeks',
  PP131: 'preferred_type belongs to another API',
  PP132: 'deliver_silently in place of content-available',
  PP133: 'aps in a deep link',
  PP134: 'deep link that is not https',
  PP135: 'scheme link without a scheme',
  PP136: 'ins_dl_json that is not JSON',
  PP137: 'silent push with sound, badge or title',
  PP138: 'carousel or slider without 3 to 6 items',
  PP139: 'image missing',
  PP140: 'identifier that reaches nobody',
  PP141: 'phone number without country code',
  PP142: 'key of the other platform',
  PP143: 'several kinds of deep link',
  PP144: 'image that is not https',
  PP145: 'identifiers that are the same for everybody',
  PP148: 'advanced_push_type in capitals',
  PP149: 'number in a deep link',
  PP146: 'range with nothing in it',
  PP147: 'comparison with what is no number or date',
  PP245: 'tag of another tool',
  PP246: 'line break at the end of a one-line field',
  // The workspace around them
  PP150: 'file not found',
  PP151: 'path leads out of the workspace',
  PP152: 'not a regular file',
  PP153: 'no workspace here',
  PP154: 'environment not defined',
  PP155: 'endpoint refused',
  PP156: 'environment variable not set',
  PP157: 'campaign looser than the policy',
  PP158: 'no campaigns here',
  PP159: 'two places for one ledger',
  PP160: 'not a git repository',
  PP161: 'git ref not known',
  PP162: 'shallow clone',
  PP163: 'base cannot be read',
  PP164: 'Git LFS pointer in place of the file',
  PP165: 'file of a submodule',
  PP167: 'settings changed',
  PP168: 'no pushplan.yaml in the base',
  PP170: 'more requests than the vendor allows',
  PP171: 'API key too short',
  PP172: 'public columns forbidden by the policy',
  PP173: 'two lists with one name',
  // Audience files
  PP201: 'audience file encoding',
  PP202: 'audience header',
  PP203: 'row with the wrong number of fields',
  PP204: 'broken quoting',
  PP205: 'NUL byte',
  PP206: 'line too long',
  PP207: 'line is not valid JSON',
  PP208: 'compressed file is broken',
  PP209: 'audience file is empty',
  PP210: 'audience without rows',
  PP211: 'wrong delimiter',
  PP212: 'duplicate key in a JSON record',
  PP213: 'audience format not known',
  PP214: 'empty rows',
  PP215: 'joined files',
  PP216: 'file of another kind than its name says',
  PP217: 'rows of a person apart',
  PP218: 'workbook that cannot be read',
  // Rows that cannot become a notification
  PP220: 'value of the wrong type',
  PP221: 'identifier missing or not one',
  PP222: 'template failed on this row',
  PP223: 'rendered value does not fit the API',
  PP224: 'items that are not a list',
  PP225: 'one person under several keys',
  PP226: 'resend by another version',
  PP227: 'run under way',
  PP250: 'day printed with a time',
  PP251: 'number without its plural form',
  PP252: 'time without an offset beside zone',
  // Lists of people who are left out
  PP270: 'list without a usable column',
  PP271: 'list with sums and identifiers',
  PP272: 'list with rows that are no identifiers',
  // Copy
  PP230: 'title cut on lock screens',
  PP231: 'message cut on lock screens',
  PP232: 'expression that prints nothing',
  PP233: 'default that steps in',
  PP234: 'leftover markup',
  PP235: 'notification larger than phones take',
  PP236: 'words that look like a test',
  PP237: 'links that differ between platforms',
  PP238: 'character cut in half',
  PP239: 'public column that identifies people',
  PP240: 'tag of another tool in what is sent',
  PP241: 'wrong encoding',
  PP242: 'word for an empty cell',
  PP243: 'characters that nobody sees',
  PP244: 'value not encoded in an address',
  PP247: 'condition over words of truth',
  PP248: 'filter that matches no row',
  // Audiences that are fetched
  PP260: 'data folder in git',
  PP261: 'data file in two places',
  PP262: 'audience not fetched',
  PP263: 'lock of another audience',
  PP264: 'data of a lock not here',
  PP265: 'other data than the lock says',
  PP266: 'query that cannot be run',
  PP267: 'fetch without rows',
  PP268: 'round number of rows',
  PP269: 'samples in place of data',
  // Guards
  PP301: 'more recipients than allowed',
  PP302: 'more invalid rows than allowed',
  PP303: 'plan is stale',
  PP304: 'not the expected seal',
  PP305: 'not the expected number of sends',
  PP306: 'forbidden by the policy',
  PP307: 'more growth than allowed',
  PP308: 'broadcast that is not declared',
  PP309: 'resend that is not allowed',
  PP310: 'ledger belongs to something else',
  PP311: 'ledger has gone back in time',
  PP312: 'ledger of a newer version',
  PP313: 'ledger readable by others',
  PP314: 'new ledger',
  PP315: 'ledger cannot be read or written',
  PP316: 'no ledger to look at',
  PP317: 'audience file too old',
  PP318: 'saved plan was blocked',
  PP319: 'saved plan does not fit here',
  PP320: 'ledger cannot be reached',
  PP321: 'ledger refuses the login',
  PP322: 'ledger has failed over',
  PP323: 'ledger on a read replica',
  PP324: 'people would count as new',
  PP325: 'campaign of another workspace',
  PP326: 'shared ledger without a workspace_id',
  PP327: 'ledger of another endpoint',
  PP328: 'ledger of a rehearsal is kept',
  PP329: 'fewer rows than at_least',
  PP330: 'no workers without PostgreSQL',
  PP331: 'detached run under way',
  PP332: 'queue of jobs cannot be used',
  PP333: 'audience shrunk too much',
  PP335: 'run cannot be paused',
  PP336: 'run paused or stopped by somebody',
  PP337: 'environment is not named',
  PP340: 'ledger was moved',
  PP341: 'ledger of an older version',
  PP342: 'run under way in a ledger that is to be moved',
  PP343: 'export of a ledger is damaged',
  PP344: 'ledger does not add up',
  PP345: 'export not to be imported here',
  PP346: 'run under way in a ledger that is to be changed',
  PP347: 'chunk of the spool was changed',
  PP348: 'secret of the ledger is kept from this user',
  PP349: 'requests whose people are unknown',
  PP350: 'list without entries',
  PP351: 'list too old',
  PP352: 'list has shrunk',
  PP353: 'tags that lift a list',
  // Delivery
  PP401: 'key refused',
  PP402: 'access refused',
  PP403: 'no push certificate',
  PP404: 'endpoint is wrong',
  PP405: 'template defect',
  PP406: 'in doubt',
  PP407: 'above fail_on',
  PP408: 'stopped',
  PP409: 'another run is under way',
  PP410: 'ledger failed while sending',
  PP411: 'rejected by the API',
  PP412: 'run not found',
  PP413: 'run cannot be resumed',
  PP415: 'ledger on a network file system',
  PP416: 'outcomes kept beside the ledger',
  PP417: 'rescue file is damaged',
  PP420: 'nothing gets through to the API',
  PP421: 'above abort_if',
  PP422: "answers that are not the API's",
  PP423: 'set aside',
  PP424: 'all rejected, or half refused for one reason',
  PP425: 'first twenty refused for the certificate',
  PP426: 'no trusted connection to the API',
  PP427: 'port without TLS',
  PP428: 'proxy lets nothing through',
  PP430: 'stopped before anything was sent',
  // The command line
  PP501: 'unknown command',
  PP502: 'wrong arguments',
  PP503: 'nobody to ask',
  PP504: 'not confirmed',
  PP505: 'file cannot be written',
  PP506: 'Node.js is too old',
  PP507: 'audience has changed since the run',
  PP508: 'rendered files are stale',
  PP509: 'package not installed',
  PP510: 'nothing to comment on',
  PP511: 'token missing or refused',
  PP512: 'token without the right',
  PP513: 'pull request not found',
  PP514: 'platform asks to wait',
  PP515: 'platform cannot be reached',
  PP516: 'output could not be written',
  PP901: 'unexpected error',
  PP902: 'thread ended',
} as const;

export type RuleCode = keyof typeof rules;

/** A place in a file that a person wrote; `file` is relative to the workspace with forward slashes, line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly code: RuleCode;
  /** What is wrong, with the value; never personal data, never a secret. */
  readonly message: string;
  /** Where. Absent when it is about no file; line and column are absent when it is about the file as a whole. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** What to do. */
  readonly help?: string;
}

export function errorAt(at: Position | undefined, code: RuleCode, message: string, help?: string): Diagnostic {
  return { severity: 'error', code, message, ...at, ...(help === undefined ? {} : { help }) };
}

export function warningAt(at: Position | undefined, code: RuleCode, message: string, help?: string): Diagnostic {
  return { ...errorAt(at, code, message, help), severity: 'warning' };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** Reading order: file by file, and from top to bottom; what is about no file comes first. */
export function comparePlaces(a: Diagnostic, b: Diagnostic): number {
  if (a.file !== b.file) return (a.file ?? '') < (b.file ?? '') ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** A finding as documents hold it: always the same keys in the same order, null where there is nothing to say. */
export function publishDiagnostic({
  severity,
  code,
  message,
  file,
  line,
  column,
  help,
}: Diagnostic): PublishedDiagnostic {
  return {
    severity,
    code,
    message,
    file: file ?? null,
    line: line ?? null,
    column: column ?? null,
    help: help ?? null,
  };
}
