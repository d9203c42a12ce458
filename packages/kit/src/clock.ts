/** Where time comes from. Rules get `now` passed in; operations read it here, so that tests and demos can turn it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that runs with the system's and can be set ahead; used by tests and by the sandbox's clock control. */
export class TurnableClock implements Clock {
  #offsetMs: number;
  constructor(offsetMs = 0) {
    this.#offsetMs = offsetMs;
  }
  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }
  /** Moves the clock forward (negative: back). */
  advance(ms: number): void {
    this.#offsetMs += ms;
  }
  get offsetMs(): number {
    return this.#offsetMs;
  }
}
