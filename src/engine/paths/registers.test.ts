import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PathId } from '../scenario/scenario';
import { completeHost } from '../testing';

// Accesses of a real Linux guest, traced (linux/net-*/register-counts.txt); one packet at a time, 20 ms apart.
describe('register accesses per packet are those counted on a real driver', () => {
  const COUNTS = new URL('../../../../shared/reference/linux/', import.meta.url);

  const apart = (path: PathId, direction: 'tx' | 'rx') =>
    completeHost({
      nic: { numVfs: 4 },
      vms: [{ count: 1, path, traffic: { kind: 'cbr', direction, pps: 50, packetBytes: 106 } }],
      run: { until: '1990ms' },
    }).vm0;

  it('e1000: 6 each way', () => {
    for (const direction of ['tx', 'rx'] as const) {
      const vm0 = apart('emulated', direction);
      expect(vm0.delivered).toBe(100);
      // TDT or RDT; then ICR, IMC, STATUS, IMS, STATUS.
      expect(Array.from(vm0.registers.slice(0, 6))).toEqual(
        direction === 'tx' ? [100, 0, 100, 100, 100, 200] : [0, 100, 100, 100, 100, 200],
      );
    }
  });

  it('rtl8139: 4 to send, 8 to receive', () => {
    // TxPoll; then IntrStatus read and written, IntrMask read.
    expect(Array.from(apart('emulated-rtl8139', 'tx').registers.slice(17, 20))).toEqual([
      100, 200, 100,
    ]);
    // IntrMask read, IntrStatus read and written, IntrMask written and read back; IntrStatus written; IntrMask written and read back.
    expect(Array.from(apart('emulated-rtl8139', 'rx').registers.slice(17, 20))).toEqual([
      0, 300, 500,
    ]);
  });

  it('virtio: one notification to send, none to receive, one interrupt each', () => {
    const tx = apart('virtio', 'tx');
    expect([tx.registers[7], tx.registers[8], tx.irqVirtual]).toEqual([100, 0, 100]);
    const rx = apart('virtio', 'rx');
    expect([rx.registers[7], rx.registers[8], rx.irqVirtual]).toEqual([0, 0, 100]);
  });

  it('a VF: one tail write a packet, one enable an interrupt', () => {
    // The traced igbvf took about two interrupts for a lone packet, for a reason not known; the model takes one.
    const tx = apart('sriov', 'tx');
    expect([tx.registers[9], tx.registers[11]]).toEqual([100, 100]);
    const rx = apart('sriov', 'rx');
    expect([rx.registers[10], rx.registers[11]]).toEqual([100, 100]);
  });

  it.skipIf(!existsSync(COUNTS))(
    'the numbers above are those of the transcripts (skipped without them)',
    () => {
      const phase = (folder: string, n: number) =>
        readFileSync(new URL(`${folder}/register-counts.txt`, COUNTS), 'utf8').split(/^phase /m)[
          n
        ] ?? '';
      const count = (text: string, line: string) =>
        Number(/^\s*(\d+)/.exec(text.split('\n').find((l) => l.includes(line)) ?? '')?.[1] ?? 0);
      const tx = phase('net-e1000', 2);
      expect(count(tx, 'write TDT')).toBe(100);
      // One interrupt more than packets: the watchdog's, which the model leaves out.
      expect(count(tx, 'read  ICR')).toBe(101);
      expect(count(tx, 'read  STATUS')).toBe(202);
      expect(count(phase('net-e1000', 4), 'write RDT')).toBe(100);
      const rtl = (n: number, reg: string) =>
        ['read ', 'write'].map((how) => count(phase('net-rtl8139', n), `${how} ${reg} (`));
      expect(rtl(2, 'TxPoll')).toEqual([0, 100]);
      expect([rtl(2, 'IntrStatus'), rtl(2, 'IntrMask')]).toEqual([
        [100, 100],
        [100, 0],
      ]);
      expect(rtl(4, 'TxPoll')).toEqual([0, 0]);
      expect([rtl(4, 'IntrStatus'), rtl(4, 'IntrMask')]).toEqual([
        [100, 200],
        [300, 200],
      ]);
      // A burst of 1,000 as well: an interrupt for each packet.
      expect(rtl(3, 'TxPoll')).toEqual([0, 1000]);
      expect(rtl(3, 'IntrStatus')).toEqual([1000, 1000]);
      expect(count(phase('net-virtio', 2), 'write notify queue 1')).toBe(100);
      expect(phase('net-virtio', 4)).not.toContain('notify');
      expect(count(phase('net-igbvf', 2), 'write TDT0')).toBe(100);
      expect(count(phase('net-igbvf', 4), 'write RDT0')).toBe(100);
    },
  );
});
