// The mark by which a page of pushplan is known, so that a command replaces no page of somebody else.

export const pageMark = '<meta name="generator" content="pushplan"/>';

/** The beginning of pages of 0.2.0 and earlier, which have no mark. */
const formerStart =
  /^<!DOCTYPE html>\s+<html lang="en">\s+<head>\s+<meta charset="utf-8"\/>\s+<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/v;

/** Whether a text that begins so is a page that pushplan wrote. */
export function beginsPage(text: string): boolean {
  return (text.startsWith('<!DOCTYPE html>') && text.includes(pageMark)) || formerStart.test(text);
}
