// The port of approvals: which content of a campaign somebody has reviewed, so that it may be sent without another review.

export interface ContentApproval {
  /** The campaign's id. */
  readonly campaign: string;
  /** The digest of its content, 64 hex digits. */
  readonly content: string;
  readonly parts: readonly { readonly name: string; readonly sha256: string }[];
  /** The commit that was checked out; null outside of a repository. */
  readonly commit: string | null;
  /** The seal of the plan. */
  readonly plan: string;
  /** Notifications of the campaign in that plan. */
  readonly planned: number;
  /** What the copy audit found in it, as `listCopyFound` gives it. */
  readonly copy: readonly string[];
}

export interface KnownApproval extends ContentApproval {
  /** Wall clock, milliseconds. */
  readonly at: number;
  /** Of those planned, how many no run has planned to send since. */
  readonly waiting: number;
}

export interface ApprovalKeeper {
  /** Of the plan that this run applies. Forgotten with the run where that is dropped. */
  approve(run: string, approvals: readonly ContentApproval[]): Promise<void>;
  /** The newest of a campaign; undefined where there is none. */
  approvalOf(campaign: string): Promise<KnownApproval | undefined>;
}
