// The port of approvals: the reviewed content of campaigns, which may be sent without another review.

export interface ContentApproval {
  /** The campaign's id. */
  readonly campaign: string;
  /** The SHA-256 digest of its content, 64 hex digits. */
  readonly content: string;
  readonly parts: readonly { readonly name: string; readonly sha256: string }[];
  /** The commit that was checked out; null outside a repository. */
  readonly commit: string | null;
  /** The seal of the plan. */
  readonly plan: string;
  /** The number of the campaign's notifications in that plan. */
  readonly planned: number;
  /** The findings of the copy audit, as `listCopyFound` returns them. */
  readonly copy: readonly string[];
}

export interface KnownApproval extends ContentApproval {
  /** Wall clock, milliseconds. */
  readonly at: number;
  /** How many of the planned notifications no later run has planned to send. */
  readonly waiting: number;
}

export interface ApprovalKeeper {
  /** Approves the plan that this run applies. Dropping the run removes the approvals too. */
  approve(run: string, approvals: readonly ContentApproval[]): Promise<void>;
  /** Returns the newest approval of a campaign; undefined if there is none. */
  approvalOf(campaign: string): Promise<KnownApproval | undefined>;
}
