import { describe, expect, it } from 'vitest';
import { buildHost } from '../engine/paths/host';
import { scenario, sum } from '../engine/testing';
import { DROP } from '../engine/costs/facts';
import { PciIds } from '../formats/lspci/ids';
import { asItRuns } from './as-it-runs';
import { startHost } from './host';
import { switchesOf } from './switches';

const PF0 = '0000:3b:00.0';
const NAMES = new PciIds('');

/** The default card after these lines were typed at its host's shell, its port's name as `PF`. */
function after(lines: readonly string[], more: object = {}) {
  const on = [`echo 2 > /sys/bus/pci/devices/${PF0}/sriov_numvfs`, ...lines];
  const plain = scenario({
    vms: [{ count: 2, traffic: { pps: 100_000 } }],
    run: { until: '2ms' },
    ...more,
  });
  const { kernel, pfs } = startHost(scenario({}), NAMES, null);
  const name = kernel.netDevices.find(({ driver }) => driver === 'ixgbe')?.name ?? '';
  expect(pfs[0]).toBe(PF0);
  const edits = on.map((line, i) => ({
    at: (10 + i) * 1e12,
    shell: line.replaceAll('PF', name),
  }));
  const host = startHost({ ...plain, edits }, NAMES, null);
  const runs = asItRuns({ ...plain, edits }, host.kernel, host.pfs);
  return { runs, switches: switchesOf(host.kernel, host.pfs, plain.nic), kernel: host.kernel };
}

function books(lines: readonly string[], more: object = {}) {
  const { runs } = after(lines, more);
  const host = buildHost(runs);
  host.machine.sim.run(runs.run.until);
  return host.machine.s.tallies;
}

describe('what is typed on the host reaches the switch of the run', () => {
  it('is nothing as long as nobody changed anything, or changed it back', () => {
    expect(after([]).switches).toBeUndefined();
    const undone = after(['ip link set PF vf 0 trust on', 'ip link set PF vf 0 trust off']);
    expect(undone.switches).toBeUndefined();
  });

  it('ip link set … vf … in full', () => {
    const { switches } = after([
      'ip link set PF vf 1 mac 52:54:00:aa:bb:01 vlan 100 qos 3 spoofchk off trust on state disable',
      'ip link set PF vf 1 max_tx_rate 500',
    ]);
    expect(switches?.[0]?.vfs[1]).toEqual({
      mac: '52:54:00:aa:bb:01',
      vlan: 100,
      qos: 3,
      spoofCheck: false,
      trust: true,
      linkState: 'disable',
      minTxRate: 0,
      maxTxRate: 500,
    });
    expect(switches?.[0]?.vfs[0]).toMatchObject({ mac: null, vlan: 0, spoofCheck: true });
  });

  it('state disable: every frame of that VF is dropped, those of its neighbour are not', () => {
    const [first, second] = books(['ip link set PF vf 0 state disable']);
    expect(first!.dropped[DROP['link-down']]).toBeGreaterThan(150);
    expect(first!.delivered).toBe(0);
    expect(sum(second!.dropped)).toBe(0);
    expect(second!.delivered).toBeGreaterThan(150);
  });

  it('spoofchk off lets a foreign source address out', () => {
    const more = { vms: [{ count: 1, traffic: { pps: 100_000, source: 'foreign' } }] };
    expect(books([], more)[0]!.dropped[DROP['spoof-check']]).toBeGreaterThan(150);
    const off = books(['ip link set PF vf 0 spoofchk off'], more)[0]!;
    expect(sum(off.dropped)).toBe(0);
    expect(off.delivered).toBeGreaterThan(150);
  });

  it('vlan: two VFs of one VLAN reach each other, of different ones not', () => {
    const more = {
      vms: [{ count: 2, traffic: { pps: 100_000, direction: { to: 'vm0' } } }],
    };
    const apart = books(['ip link set PF vf 0 vlan 100'], more)[1]!;
    expect(apart.dropped[DROP.vlan]).toBeGreaterThan(150);
    expect(apart.delivered).toBe(0);
    const together = ['ip link set PF vf 0 vlan 100', 'ip link set PF vf 1 vlan 100'];
    expect(books(together, more)[1]!.delivered).toBeGreaterThan(150);
  });

  it('max_tx_rate: the VF sends what it may, its neighbour as fast as it goes', () => {
    const more = {
      vms: [{ count: 2, traffic: { kind: 'bulk', packetBytes: 1500 } }],
      run: { until: '10ms' },
    };
    const [slow, fast] = books(['ip link set PF vf 0 max_tx_rate 1000'], more);
    const gbps = (bytes: number) => (bytes * 8) / 10e6;
    expect(gbps(slow!.wireOut)).toBeGreaterThan(0.95);
    expect(gbps(slow!.wireOut)).toBeLessThan(1.03);
    expect(gbps(fast!.wireOut)).toBeGreaterThan(4);
  });

  it('hwmode vepa: two VFs meet by the switch outside, if that sends frames back', () => {
    const vms = [{ count: 2, traffic: { pps: 100_000, direction: { to: 'vm0' } } }];
    const vepa = ['bridge link set dev PF hwmode vepa'];
    const lost = books(vepa, { vms })[1]!;
    expect(lost.dropped[DROP['no-hairpin']]).toBeGreaterThan(150);
    const back = books(vepa, { vms, nic: { reflectiveRelay: true } })[1]!;
    expect(back.delivered).toBeGreaterThan(150);
    expect(back.wireIn).toBeGreaterThan(0);
    expect(books([], { vms })[1]!.wireOut).toBe(0);
  });
});
