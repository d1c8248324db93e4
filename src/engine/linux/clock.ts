interface Deferred {
  readonly at: number;
  readonly run: () => void;
}

/** Simulated time since the kernel started, in nanoseconds, and the work queued for later. */
export class Clock {
  now = 0;
  private queue: Deferred[] = [];

  /** Time that passes without anything else happening. */
  tick(ns: number): void {
    this.now += ns;
  }

  /** Runs `run` when that much time has passed. What is due at the same time runs in the order of the calls. */
  after(ns: number, run: () => void): void {
    const at = this.now + ns;
    let i = this.queue.length;
    while (i > 0 && (this.queue[i - 1]?.at ?? 0) > at) i--;
    this.queue.splice(i, 0, { at, run });
  }

  /** Sleeps: what falls due meanwhile runs. Ends when the time is over, however long the work took. */
  pass(ns: number): void {
    const end = this.now + ns;
    for (;;) {
      const first = this.queue[0];
      if (first === undefined || first.at > end) break;
      const due = this.queue.findIndex(({ at }) => at > end);
      const batch = this.queue.splice(0, due < 0 ? this.queue.length : due);
      for (const { at, run } of batch) {
        this.now = Math.max(this.now, at);
        run();
      }
    }
    this.now = Math.max(this.now, end);
  }
}
