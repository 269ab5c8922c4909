/**
 * How many requests are worked on at a time. Whoever finds the gate full is told to come back at once, instead of
 * waiting in a line that is longer than its patience: a hundred desks back after an outage are then all served in
 * turn, each quickly, and none by a connection that was given up already (sync.md C.17).
 */
export class Gate {
  readonly #places: number
  #taken = 0

  constructor(places: number) {
    this.#places = places
  }

  /** A place to be left again, or nothing when all are taken. */
  enter(): Disposable | undefined {
    if (this.#taken >= this.#places) return undefined
    this.#taken += 1
    return { [Symbol.dispose]: () => void (this.#taken -= 1) }
  }
}
