// Holds all attempts of a ledger in a few bytes each, to check where every sent row points.

interface Place {
  readonly campaign: number;
  /** Where its outcomes start among those of all attempts. */
  readonly start: number;
  readonly end: number;
}

/** Takes two bytes for a notification, and about a hundred for an attempt, which has up to twenty notifications. */
export class AttemptPlaces {
  readonly #places = new Map<number, Place>();
  #outcomes = new Uint8Array(1 << 16);
  #pointed = new Uint8Array(1 << 16);
  #used = 0;
  #last = 0;

  /** Returns false if the attempt has already been added. */
  add(attempt: number, campaign: number, outcomes: Uint8Array): boolean {
    if (this.#places.has(attempt)) return false;
    const end = this.#used + outcomes.length;
    this.#makeRoom(end);
    this.#outcomes.set(outcomes, this.#used);
    this.#places.set(attempt, { campaign, start: this.#used, end });
    this.#used = end;
    this.#last = Math.max(this.#last, attempt);
    return true;
  }

  has(attempt: number): boolean {
    return this.#places.has(attempt);
  }

  /** The highest attempt, or 0 if there is none. */
  last(): number {
    return this.#last;
  }

  /** Records that a sent row points to a position, and returns what is wrong with that, if anything. */
  point(attempt: number, position: number, campaign: number): 'nowhere' | 'other_campaign' | 'twice' | undefined {
    const found = this.#places.get(attempt);
    if (found === undefined || found.start + position >= found.end) return 'nowhere';
    if (found.campaign !== campaign) return 'other_campaign';
    const place = found.start + position;
    if (this.#pointed[place] === 1) return 'twice';
    this.#pointed[place] = 1;
    return undefined;
  }

  /** Counts the outcomes that need a sent row, according to `isKept`, but have none pointing to them. */
  countUnpointed(isKept: (byte: number) => boolean): number {
    let count = 0;
    for (const [place, byte] of this.#outcomes.subarray(0, this.#used).entries()) {
      if (this.#pointed[place] === 0 && isKept(byte)) count += 1;
    }
    return count;
  }

  #makeRoom(needed: number): void {
    if (needed <= this.#outcomes.length) return;
    const length = Math.max(needed, this.#outcomes.length * 2);
    this.#outcomes = enlarge(this.#outcomes, length);
    this.#pointed = enlarge(this.#pointed, length);
  }
}

function enlarge(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}
