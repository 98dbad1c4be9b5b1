// All findings of validate, and what servers answer for pictures and links.
import { comparePlaces, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes } from '../../errors.ts';
import type { Context } from '../../opening/context.ts';
import { findFindings, lookAnew, type Findings } from '../find-findings.ts';
import { Addresses } from './addresses.ts';
import { checkOnline } from './check-online.ts';

interface OnlineWishes {
  readonly env: string | undefined;
  readonly rows: boolean;
  /** Turns the findings about pictures and links into errors. */
  readonly 'fail-on-online': boolean;
}

/** Asks the servers after all files were read, and reports on stderr what was done. */
export async function findOnline(context: Context, paths: readonly string[], wishes: OnlineWishes): Promise<Findings> {
  const addresses = new Addresses();
  const look = lookAnew(context, paths, {
    ...wishes,
    seen: (campaign, row) => {
      addresses.look(campaign, row);
    },
  });
  const findings = await findFindings(context, paths, look);
  if (findings.prepared === undefined) return findings;
  const { diagnostics, told } = await checkOnline(context, findings.prepared.workspace, addresses);
  context.stderr.write(`${told}\n`);
  const found = wishes['fail-on-online'] ? diagnostics.map(harden) : diagnostics;
  const isBad = found.some(({ severity }) => severity === 'error');
  return {
    ...findings,
    diagnostics: [...findings.diagnostics, ...found].toSorted(comparePlaces),
    exitCode: isBad ? exitCodes.invalidInput : findings.exitCode,
  };
}

/** PP255 stays a warning: it is about addresses that were not checked. */
function harden(finding: Diagnostic): Diagnostic {
  return finding.code === 'PP255' ? finding : { ...finding, severity: 'error' };
}
