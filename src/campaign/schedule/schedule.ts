// The schedule of a campaign as the rest of the program uses it: when notifications may leave. Plain data, with defaults filled in.

/** Hours of some days, on the clock of a time zone. Milliseconds since midnight. If `to` is not after `from`, it is on the next day. */
export interface Hours {
  /** Days of the week: 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
}

export interface Schedule {
  /** `local` is the time on the clock of the zone, in milliseconds since 1970 as if it were UTC. */
  readonly begins?: { readonly kind: 'at' | 'not_before'; readonly local: number };
  /** The time zone of everybody, or of people whose cell in `column` is empty. UTC if none is written. */
  readonly zone: string;
  /** Whether a time zone is written. If so, quiet hours use its clock. */
  readonly isZoned: boolean;
  /** The column with the time zone of each person. */
  readonly column?: string;
  readonly passed?: 'next_day' | 'skip' | 'now';
  readonly window?: Hours;
  readonly outside: 'hold' | 'skip';
  /** How late a notification may leave after its due time, in milliseconds. If undefined, there is no limit. */
  readonly deadline?: number;
  /** The deadline as written, without the default. */
  readonly writtenDeadline?: number;
}

/** Hours in which no campaign sends. */
export interface QuietHours extends Hours {
  readonly zone: string;
  readonly exceptTags: readonly string[];
}

/** A period in which no campaign sends. Milliseconds since 1970, as if the clock of its zone were UTC. */
export interface Blackout {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly exceptTags: readonly string[];
  readonly because: string;
}

/** How often a campaign is sent: once to everybody in each period. */
export interface Every {
  /** The period as written: day, week, month, or hours such as 36h. */
  readonly period: string;
  /** The length of a period of hours, in milliseconds. */
  readonly length?: number;
  readonly zone: string;
  /** Milliseconds since 1970, as if the zone's clock were UTC. Always set if periods are in hours. */
  readonly starts?: number;
  /** Set if a period in which nothing was sent is made up for in the next one. */
  readonly catchUp?: true;
}
