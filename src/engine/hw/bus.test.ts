import { describe, expect, it } from 'vitest';
import { pricesAt } from '../costs/costs';
import { Machine } from './machine';
import { PcieLink } from './pcie-link';

const machine = () => new Machine(pricesAt(2.7), 1);

describe('PCIe link', () => {
  it('has the published packet bandwidth at generation 3 with 8 lanes', () => {
    // pcie18.gen3x8.tlp
    expect(new PcieLink(machine(), 3, 8).gbps).toBeCloseTo(57.88, 1);
  });

  it('adds a header to each 256 bytes written', () => {
    const m = machine();
    const link = new PcieLink(m, 3, 8);
    link.write(0, 0, 1500);
    expect(link.s.bytesUp).toBe(1500 + 6 * 24);
    link.write(0, 0, 16);
    expect(m.tally(0).pcieUp).toBe(1500 + 6 * 24 + 16 + 24);
  });

  it('reads with requests up and completions down, and serialises what comes together', () => {
    const m = machine();
    const link = new PcieLink(m, 2, 8);
    const first = link.read(0, 0, 1500, 600_000);
    expect(link.s.bytesUp).toBe(3 * 24);
    expect(link.s.bytesDown).toBe(1500 + 6 * 20);
    const second = link.read(0, 0, 1500, 600_000);
    const perByte = 8000 / link.gbps;
    expect(second - first).toBeCloseTo(1620 * perByte, -1);
  });

  it('refuses a generation it does not know', () => {
    expect(() => new PcieLink(machine(), 9, 8)).toThrow('9');
  });
});
