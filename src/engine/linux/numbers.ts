/** Numbers handed out from `first` up, the lowest free one first (`ida_alloc`). */
export class Numbers {
  private readonly taken = new Set<number>();
  /** Nothing below is free. */
  private hint: number;

  constructor(first = 0) {
    this.hint = first;
  }

  take(): number {
    let n = this.hint;
    while (this.taken.has(n)) n++;
    this.taken.add(n);
    this.hint = n + 1;
    return n;
  }

  free(n: number): void {
    if (this.taken.delete(n)) this.hint = Math.min(this.hint, n);
  }
}
