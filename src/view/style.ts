// How text may look: colour as functions, so that a view never asks whether there is a terminal.
import { styleText } from 'node:util';

export type Paint = (text: string) => string;

export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  /** The text as a link to the address, where the terminal takes links. */
  link(text: string, address: string): string;
}

/** What a text view needs to know of where it will be shown. */
export interface Layout {
  readonly style: Style;
  /** Width in columns; lines of our own are wrapped to it. */
  readonly columns: number;
  /** From where the reader stands to the workspace, such as "campaigns/"; absent when that is the same folder. */
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

/** For a terminal that makes a link of the sequence OSC 8. Both texts must be safe. */
export const linkingStyle: Style = {
  ...colourStyle,
  link: (text, address) => `\u001B]8;;${address}\u001B\\${text}\u001B]8;;\u001B\\`,
};

function paint(format: Exclude<keyof Style, 'link'>): Paint {
  // The choice of this style has decided whether colour is wanted.
  return (text) => styleText(format, text, { validateStream: false });
}
