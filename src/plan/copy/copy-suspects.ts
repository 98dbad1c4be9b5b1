// Selects the texts in which the copy checks may find something. One quick test spares nearly all texts the separate tests of each check.
import { isAddress, type Printed, type PrintedText } from '../../message/fragments/printed.ts';
import { isSuspectAddress, isSuspectText } from '../../message/fragments/suspect-signs.ts';

/** In their original order. */
export function findSuspects({ texts }: Pick<Printed, 'texts'>): readonly PrintedText[] {
  const suspects: PrintedText[] = [];
  for (const printed of texts) {
    if (printed.isPlain === true) continue;
    if (isAddress(printed.role) ? isSuspectAddress(printed.text) : isSuspectText(printed.text)) suspects.push(printed);
  }
  return suspects;
}
