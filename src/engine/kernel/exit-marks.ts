import type { Picos } from '../units';

const MOST = 4096;

/** VM exits of a run for a time line: all while they are few, every second, fourth … of them when many. */
export class ExitMarks {
  private time: number[] = [];
  private cls: number[] = [];
  private vm: number[] = [];
  private every = 1;
  private seen = 0;

  /** One exit of guest `vm`, with the index of its class; exits that idling causes are left out. */
  add(time: Picos, cls: number, vm: number, idle: boolean): void {
    if (idle) return;
    if (this.seen++ % this.every !== 0) return;
    this.time.push(time);
    this.cls.push(cls);
    this.vm.push(vm);
    if (this.time.length <= MOST) return;
    const even = (_: number, i: number) => i % 2 === 0;
    this.time = this.time.filter(even);
    this.cls = this.cls.filter(even);
    this.vm = this.vm.filter(even);
    this.every *= 2;
  }

  /** About what the marks take in memory. */
  get bytes(): number {
    return 24 * this.time.length;
  }

  columns() {
    return {
      time: Float64Array.from(this.time),
      cls: Uint8Array.from(this.cls),
      vm: Int16Array.from(this.vm),
    };
  }
}
