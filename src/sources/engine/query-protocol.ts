// The messages to and from the process of a query. They contain no data of a row, since they are printed.
import type { AudienceQuery, ColumnType } from '../../campaign/campaign.ts';

/** One line of JSON on its standard input. The process ends when the input is closed. */
export interface QueryRequest {
  readonly text: string;
  readonly params: AudienceQuery['params'];
  /** Absolute path of the folder for data that does not fit into memory. SQL cannot read it. */
  readonly spill: string;
}

export interface ResultColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** JSON on its fourth pipe. Rows are NDJSON on its standard output, and complete only if the report is `done`. */
export type QueryReport =
  | { readonly kind: 'done'; readonly columns: readonly ResultColumn[] }
  | { readonly kind: 'fault'; readonly fault: QueryFault };

export type QueryFault =
  | { readonly kind: 'several_statements'; readonly count: number }
  | { readonly kind: 'not_select' }
  /** Names of parameters that the text uses and `params` lacks, and the reverse. */
  | { readonly kind: 'params'; readonly missing: readonly string[]; readonly unused: readonly string[] }
  | { readonly kind: 'duplicate_column'; readonly column: string }
  | { readonly kind: 'no_text_form'; readonly column: string; readonly type: string }
  /** The value is infinite or not a number. `row` counts from 1. */
  | { readonly kind: 'not_finite'; readonly column: string; readonly row: number }
  /** `what` is the engine's name for the kind of error. `message` is absent if it may contain data. Lines and columns count from 1. */
  | {
      readonly kind: 'engine';
      readonly what: string;
      readonly message?: string;
      readonly line?: number;
      readonly column?: number;
    };
