import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Iommu } from '../hw/iommu';
import {
  clearFault,
  clearFaultStatus,
  FAULT_RECORDS,
  faultStatus,
  type FaultRecord,
} from '../hw/iommu-faults';
import type { Machine } from '../hw/machine';
import type { Part } from '../kernel/sim';
import { PS_PER_S, type Picos } from '../units';
import type { HostIrqs } from './host-irqs';

/** A line that the host's kernel printed during the run. */
export interface PrintedLine {
  /** Since the run began. */
  readonly at: Picos;
  /** syslog level. */
  readonly level: number;
  readonly text: string;
}

interface DmarState {
  lines: PrintedLine[];
  /** `struct ratelimit_state`: when its interval began (-1 = never), what it let pass and what not. */
  begin: Picos;
  printed: number;
  missed: number;
}

/** DEFAULT_RATELIMIT_INTERVAL and DEFAULT_RATELIMIT_BURST. */
const INTERVAL: Picos = 5 * PS_PER_S;
const BURST = 10;
const ERR = 3;
const WARNING = 4;

/** drivers/iommu/intel/dmar.c: dma_remap_fault_reasons and irq_remap_fault_reasons. */
const REASONS: Readonly<Record<number, string>> = {
  0x02: 'Present bit in context entry is clear',
  0x05: 'PTE Write access is not set',
  0x06: 'PTE Read access is not set',
  0x22: 'Present field in the IRTE entry is clear',
  0x25: 'Blocked a compatibility format interrupt request',
  0x26: 'Blocked an interrupt request due to source-id verification failure',
};
/** First reason of interrupt remapping. */
const IRQ_REASONS = 0x20;

/**
 * The kernel's handler of the fault event interrupt (`dmar_fault`, as in Linux 6.1 and 6.12): reads the fault recording
 * registers in turn and prints them, ten lines or attempts in five seconds, and clears them all.
 */
export class DmarDriver implements Part {
  readonly name = 'dmar-driver';
  s: DmarState = { lines: [], begin: -1, printed: 0, missed: 0 };
  private readonly m: Machine;
  private readonly iommu: Iommu;

  constructor(m: Machine, cpus: Cpus, irqs: HostIrqs, iommu: Iommu, cpu: number) {
    this.m = m;
    this.iommu = iommu;
    m.sim.add(this);
    const handled = cpus.action(() => this.handle());
    const handler = irqs.register((_, packet) =>
      cpus.work(STEP['dmar-fault'], m.kvmPlace, m.kvmPlace, packet, handled),
    );
    iommu.onFaultEvent((packet) => irqs.raise(cpu, handler, 0, packet));
  }

  on(): void {
    throw new Error('dmar-driver: has no events');
  }

  private handle(): void {
    const { faults } = this.iommu.s;
    const status = faultStatus(faults);
    if (status !== 0 && this.mayPrint())
      this.print(ERR, `DRHD: handling fault status reg ${status.toString(16)}`);
    if (faults.pending) {
      let index = faults.first;
      for (;;) {
        // As in the kernel: asked before it is known whether there is a record.
        const may = this.mayPrint();
        const record = faults.records[index] ?? null;
        if (record === null) break;
        clearFault(faults, index);
        if (may) this.print(ERR, lineOf(record));
        index = (index + 1) % FAULT_RECORDS;
      }
    }
    clearFaultStatus(faults);
  }

  /** `__ratelimit` */
  private mayPrint(): boolean {
    const { s, m } = this;
    if (s.begin < 0) s.begin = m.now;
    if (m.now > s.begin + INTERVAL) {
      if (s.missed > 0)
        s.lines.push({
          at: m.now,
          level: WARNING,
          text: `dmar_fault: ${String(s.missed)} callbacks suppressed`,
        });
      Object.assign(s, { begin: m.now, printed: 0, missed: 0 });
    }
    if (s.printed < BURST) s.printed++;
    else {
      s.missed++;
      return false;
    }
    return true;
  }

  private print(level: number, text: string): void {
    this.s.lines.push({ at: this.m.now, level, text: `DMAR: ${text}` });
  }
}

/** `dmar_fault_do_one` */
function lineOf({ source, pasid, reason, write, info }: FaultRecord): string {
  const who = `Request device [${hex(source >> 8)}:${hex((source >> 3) & 31)}.${String(source & 7)}]`;
  const why = `[fault reason 0x${hex(reason)}] ${REASONS[reason] ?? 'Unknown'}`;
  if (reason >= IRQ_REASONS) return `[INTR-REMAP] ${who} fault index 0x${info.toString(16)} ${why}`;
  const kind = write ? 'DMA Write' : 'DMA Read';
  const tag = pasid === undefined ? 'NO_PASID' : `PASID 0x${pasid.toString(16)}`;
  return `[${kind} ${tag}] ${who} fault addr 0x${(info * 4096).toString(16)} ${why}`;
}

function hex(n: number): string {
  return n.toString(16).padStart(2, '0');
}
