// What a run's looks came to, one after the other, for whoever counts them.
import type { Outcome } from '#shared/model/outcome.ts';
import type { Looked } from './look-at-item.ts';

/** A run of thousands keeps no more of them. */
export interface Outline {
  kind: string;
  title: string;
  outcome: Outcome;
}

/** So many looks are judged, and put into the words that are kept, in a row: see Looked. */
const stretch = 64;

export class Outlines {
  readonly #judged: Outline[] = [];
  #unjudged: Looked[] = [];

  add(looked: Looked): void {
    this.#unjudged.push(looked);
    if (this.#unjudged.length >= stretch) this.#judge();
  }

  /** Of all that were added, in their order. */
  all(): readonly Outline[] {
    this.#judge();
    return this.#judged;
  }

  #judge(): void {
    for (const { item, kept } of this.#unjudged)
      this.#judged.push({ kind: item.kind, title: item.title, outcome: kept().seen.outcome });
    this.#unjudged = [];
  }
}
