// The texts in which the checks of copy may find something: one look spares nearly all texts the looks of each check.
import { isAddress, type Printed, type PrintedText } from '../../message/fragments/printed.ts';
import { isSuspectAddress, isSuspectText } from '../../message/fragments/suspect-signs.ts';

/** In their order. */
export function findSuspects({ texts }: Pick<Printed, 'texts'>): readonly PrintedText[] {
  const suspects: PrintedText[] = [];
  for (const printed of texts) {
    if (printed.isPlain === true) continue;
    if (isAddress(printed.role) ? isSuspectAddress(printed.text) : isSuspectText(printed.text)) suspects.push(printed);
  }
  return suspects;
}
