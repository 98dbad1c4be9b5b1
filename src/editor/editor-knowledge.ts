// What an editor can be told about a workspace: names, and where they are declared. No value of any row.
import type { Campaign } from '../campaign/campaign.ts';
import type { Path, Placed } from '../campaign/yaml/places.ts';

/** A column as templates see it. */
export interface KnownColumn {
  readonly name: string;
  /** As it is declared; "text" where it is not. */
  readonly type: string;
  /** Names of the parts of its entries, where it holds lists or objects. */
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

/** A text of one language. */
export interface KnownMessage {
  readonly tag: string;
  readonly from: Placed & { readonly path: Path };
}

export interface EditorKnowledge {
  /** By the campaign's file. */
  readonly campaigns: ReadonlyMap<string, EditedCampaign>;
  readonly partials: readonly KnownPartial[];
  /** By key: cart.title. */
  readonly messages: ReadonlyMap<string, readonly KnownMessage[]>;
  /** All files of the workspace. */
  readonly files: readonly string[];
  /** Those of them that are JSON and hold no rows. */
  readonly withoutRows: ReadonlySet<string>;
  readonly sources: readonly string[];
}

export interface EditorPlace {
  /** Relative to the workspace. */
  readonly file: string;
  /** The whole text of the file, with lines that end with a line feed. */
  readonly text: string;
  /** In UTF-16 units. */
  readonly offset: number;
}

/** The campaign of the file; in a partial or a translation all campaigns, since any of them may use it. */
export function campaignsAt({ campaigns }: EditorKnowledge, file: string): readonly EditedCampaign[] {
  const own = campaigns.get(file);
  return own === undefined ? [...campaigns.values()] : [own];
}
