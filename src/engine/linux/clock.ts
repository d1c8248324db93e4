interface Deferred {
  readonly at: number;
  readonly run: () => void;
}

/** Simulated time since the kernel started, in nanoseconds, and the work queued for later. */
export class Clock {
  now = 0;
  /** By time; what is before `head` is done. */
  private queue: Deferred[] = [];
  private head = 0;

  /** Time that passes without anything else happening. */
  tick(ns: number): void {
    this.now += ns;
  }

  /** Runs `run` when that much time has passed. What is due at the same time runs in the order of the calls. */
  after(ns: number, run: () => void): void {
    const at = this.now + ns;
    let i = this.queue.length;
    while (i > this.head && (this.queue[i - 1]?.at ?? 0) > at) i--;
    this.queue.splice(i, 0, { at, run });
  }

  /** Sleeps: what falls due meanwhile runs. Ends when the time is over, however long the work took. */
  pass(ns: number): void {
    const end = this.now + ns;
    for (;;) {
      const next = this.queue[this.head];
      if (next === undefined || next.at > end) break;
      this.head++;
      if (this.head > 1000 && 2 * this.head > this.queue.length) {
        this.queue = this.queue.slice(this.head);
        this.head = 0;
      }
      this.now = Math.max(this.now, next.at);
      next.run();
    }
    this.now = Math.max(this.now, end);
  }
}
