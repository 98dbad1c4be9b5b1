// The looks of text: colours are functions, so that a view never needs to know whether there is a terminal.
import { styleText } from 'node:util';

export type Paint = (text: string) => string;

export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  /** Makes the text a link to the address, if the terminal supports links. */
  link(text: string, address: string): string;
}

/** What a text view needs to know about the place where it is shown. */
export interface Layout {
  readonly style: Style;
  /** Width in columns, to which the lines made by pushplan are wrapped. */
  readonly columns: number;
  /** The path from the reader's folder to the workspace, such as "campaigns/"; absent if they are the same. */
  readonly folder?: string;
}

export const plainStyle: Style = {
  bold: (text) => text,
  dim: (text) => text,
  red: (text) => text,
  yellow: (text) => text,
  green: (text) => text,
  link: (text) => text,
};

export const colourStyle: Style = {
  bold: paint('bold'),
  dim: paint('dim'),
  red: paint('red'),
  yellow: paint('yellow'),
  green: paint('green'),
  link: (text) => text,
};

/** The style for a terminal that supports links by the sequence OSC 8. Both texts must be safe. */
export const linkingStyle: Style = {
  ...colourStyle,
  link: (text, address) => `\u001B]8;;${address}\u001B\\${text}\u001B]8;;\u001B\\`,
};

function paint(format: Exclude<keyof Style, 'link'>): Paint {
  // The caller has chosen this style because colour is wanted.
  return (text) => styleText(format, text, { validateStream: false });
}
