/** Pauses between attempts: doubling from `first` to `last`, each between half and the whole of its bound, so that tabs do not return together. */
export class Backoff {
  readonly #first: number;
  readonly #last: number;
  readonly #random: () => number;
  #failures = 0;

  constructor(first = 1000, last = 30_000, random: () => number = Math.random) {
    this.#first = first;
    this.#last = last;
    this.#random = random;
  }

  next(): number {
    const bound = Math.min(this.#last, this.#first * 2 ** this.#failures);
    this.#failures += 1;
    return bound * (0.5 + this.#random() / 2);
  }

  reset(): void {
    this.#failures = 0;
  }
}
