// When notifications of a campaign may leave, as the rest of the house knows it: plain data, with defaults filled in.

/** Hours of some days, on the clock of a zone. Milliseconds of the day; `to` at or below `from` is one of the next day. */
export interface Hours {
  /** 1 is Monday, 7 Sunday. */
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
}

export interface Schedule {
  /** `local` is the time on the clock of the zone, in milliseconds as if it were UTC. */
  readonly begins?: { readonly kind: 'at' | 'not_before'; readonly local: number };
  /** The zone of everybody, or of people whose cell is empty; UTC where none is written. */
  readonly zone: string;
  /** Whether one is written, so that quiet hours are read on its clock. */
  readonly isZoned: boolean;
  /** The column with the zone of each person. */
  readonly column?: string;
  readonly passed?: 'next_day' | 'skip' | 'now';
  readonly window?: Hours;
  readonly outside: 'hold' | 'skip';
  /** How late a notification may leave after its due time, milliseconds. Absent: as late as it may be. */
  readonly deadline?: number;
  /** The same as it is written, without the default. */
  readonly writtenDeadline?: number;
}

/** Hours in which no campaign sends. */
export interface QuietHours extends Hours {
  readonly zone: string;
  readonly exceptTags: readonly string[];
}

/** A time in which no campaign sends. Milliseconds as if its zone's clock were UTC. */
export interface Blackout {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly exceptTags: readonly string[];
  readonly because: string;
}

/** How often a campaign is sent: once to everybody in each of its periods. */
export interface Every {
  /** As it is written: day, week, month, or hours such as 36h. */
  readonly period: string;
  /** Of a period of hours, milliseconds. */
  readonly length?: number;
  readonly zone: string;
  /** Milliseconds as if the zone's clock were UTC; there where periods are hours. */
  readonly starts?: number;
  /** Whether the period before is made up for where nothing was sent in it. */
  readonly catchUp?: true;
}
