// The port of the delivery log: who can tell afterwards whether somebody was sent to. The vendor's is the Message Center.

/** One push in a recipient's history. */
export interface LoggedPush {
  readonly campId: number;
  readonly title: string;
  readonly message: string;
  /** Wall clock, milliseconds. */
  readonly at: number;
}

export type LogAnswer =
  | { readonly kind: 'seen'; readonly pushes: readonly LoggedPush[] }
  /** The delivery log could not be asked, or its answer makes no sense. */
  | { readonly kind: 'silent'; readonly error: string };

export interface DeliveryLog extends AsyncDisposable {
  /** The pushes that a recipient got between two wall clock times (milliseconds). `identifiers` as in the notification. */
  ask(identifiers: Readonly<Record<string, string>>, from: number, to: number, signal: AbortSignal): Promise<LogAnswer>;
}
