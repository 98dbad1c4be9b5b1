// The attempts of a whole ledger in a few bytes each, to find out where every sent row points.

interface Place {
  readonly campaign: number;
  /** Of its outcomes among all. */
  readonly start: number;
  readonly end: number;
}

/** Two bytes for a notification, and about a hundred for an attempt, which has up to twenty. */
export class AttemptPlaces {
  readonly #places = new Map<number, Place>();
  #outcomes = new Uint8Array(1 << 16);
  #pointed = new Uint8Array(1 << 16);
  #used = 0;
  #last = 0;

  /** False when it is there already. */
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

  /** 0 when there is none. */
  last(): number {
    return this.#last;
  }

  /** What is wrong with a sent row that points there, if anything is. */
  point(attempt: number, position: number, campaign: number): 'nowhere' | 'other_campaign' | 'twice' | undefined {
    const found = this.#places.get(attempt);
    if (found === undefined || found.start + position >= found.end) return 'nowhere';
    if (found.campaign !== campaign) return 'other_campaign';
    const place = found.start + position;
    if (this.#pointed[place] === 1) return 'twice';
    this.#pointed[place] = 1;
    return undefined;
  }

  /** How many outcomes that `isKept` says have to be found by their key cannot be. */
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
