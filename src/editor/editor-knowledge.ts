// What an editor knows about a workspace: names and where they are declared, but no value of any row.
import type { Campaign } from '../campaign/campaign.ts';
import type { Path, Placed } from '../campaign/yaml/places.ts';

/** A column as templates see it. */
export interface KnownColumn {
  readonly name: string;
  /** The declared type, otherwise "list" for a list made of columns and "text" for any other. */
  readonly type: string;
  /** The names of the fields of its entries, if it contains lists or objects. */
  readonly fields: readonly string[];
  readonly isPublic: boolean;
}

/** A campaign as it was when it could last be read. */
export interface EditedCampaign {
  readonly campaign: Campaign;
  /** The audience file, or its samples. */
  readonly from: string;
  readonly columns: readonly KnownColumn[];
}

export interface KnownPartial {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

/** A text in one language. */
export interface KnownMessage {
  readonly tag: string;
  readonly from: Placed & { readonly path: Path };
}

export interface EditorKnowledge {
  /** The campaigns by the path of their file. */
  readonly campaigns: ReadonlyMap<string, EditedCampaign>;
  readonly partials: readonly KnownPartial[];
  /** The texts by key, such as cart.title. */
  readonly messages: ReadonlyMap<string, readonly KnownMessage[]>;
  /** All files of the workspace. */
  readonly files: readonly string[];
  /** The JSON files that contain no rows. */
  readonly withoutRows: ReadonlySet<string>;
  readonly sources: readonly string[];
}

export interface EditorPlace {
  /** Relative to the workspace. */
  readonly file: string;
  /** The whole text of the file, with lines that end with a line feed. */
  readonly text: string;
  /** The offset in the text, in UTF-16 units. */
  readonly offset: number;
}

/** Returns the campaign of the file. For a partial or a translation returns all campaigns, since any of them may use it. */
export function campaignsAt({ campaigns }: EditorKnowledge, file: string): readonly EditedCampaign[] {
  const own = campaigns.get(file);
  return own === undefined ? [...campaigns.values()] : [own];
}
