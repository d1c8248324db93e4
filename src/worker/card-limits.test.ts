import { describe, expect, it } from 'vitest';
import { deviceById } from '../engine/pci/devices';
import { readHost } from '../engine/pci/dump/read-host';
import { parseScenario } from '../engine/scenario/parse';
import { PciIds } from '../formats/lspci/ids';
import { startHost } from '../shell/host';
import { cardLimits } from './card-limits';

// What the panel names is what the host's shell takes, and what it says to one VF more.

function hostOf(input: object) {
  const parsed = parseScenario({ vms: [{ path: 'virtio' }], ...input });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const { kernel, shell } = startHost(parsed.scenario, new PciIds(''), null);
  const run = (line: string) =>
    shell
      .run(line, null)
      .chunks.map(({ text }) => text)
      .join('');
  return { scenario: parsed.scenario, kernel, run };
}

/** What `echo` prints after the shell's own words, and what the kernel logs. */
function echo(run: (line: string) => string, bdf: string, numVfs: number) {
  run('dmesg -C');
  const said = run(`echo ${numVfs} > /sys/bus/pci/devices/${bdf}/sriov_numvfs`).trim();
  return { said: said.replace('bash: echo: write error: ', ''), logged: run('dmesg') };
}

const ERANGE = 'Numerical result out of range';
const ENOMEM = 'Cannot allocate memory';
const CASES = [
  ['intel-82576', {}, 'driver-max', [7, 7], ERANGE, ''],
  ['intel-82599', {}, 'driver-max', [63, 63], ERANGE, ''],
  ['intel-xl710', {}, 'device-total', [64, 64], ERANGE, ''],
  ['nvidia-connectx5', {}, 'total-vfs', [8, 8], ERANGE, ''],
  ['broadcom-bcm57810', {}, 'total-vfs', [16, 16], ERANGE, ''],
  [
    'intel-e810',
    { busesPerRootPort: 1 },
    'bus-numbers',
    [128, 120],
    ENOMEM,
    "can't enable 121 VFs (bus 3c out of range of [bus 3b])",
  ],
  [
    'intel-82599',
    { ari: false, busesPerRootPort: 1 },
    'bus-numbers',
    [0, 0],
    ENOMEM,
    "can't enable 1 VFs (bus 3c out of range of [bus 3b])",
  ],
  [
    'intel-e810',
    { mmioWindow: '18MiB' },
    'memory-window',
    [128, 0],
    ENOMEM,
    'not enough MMIO resources for SR-IOV',
  ],
  [
    'intel-82599',
    { mmioWindow: '8MiB', pageSize: '64KiB' },
    'memory-window',
    [63, 0],
    ENOMEM,
    'not enough MMIO resources for SR-IOV',
  ],
  ['intel-82599', { mmioWindow: '8MiB' }, 'driver-max', [63, 63], ERANGE, ''],
  [
    'intel-82576',
    { mmioWindow32: '1MiB', pageSize: '64KiB' },
    'memory-window-32',
    [7, 0],
    ENOMEM,
    'not enough MMIO resources for SR-IOV',
  ],
  [
    'nvidia-connectx5',
    { ari: false },
    'ari-reach',
    [6, 0],
    'Input/output error',
    'unknown header type 7f, ignoring device',
  ],
  [
    'qemu-igb',
    { ari: false },
    'ari-reach',
    [0],
    'Input/output error',
    'unknown header type 7f, ignoring device',
  ],
  [
    'broadcom-bcm57810',
    { ari: false },
    'ari-reach',
    [0, 0],
    'Invalid argument',
    'failed to configure SR-IOV since vfdb was not allocated',
  ],
] as const;

describe('the panel and the shell', () => {
  it.each(CASES)('agree on %s on %j', (device, host, binding, perPf, refusal, reason) => {
    const { scenario, run } = hostOf({ nic: { device, numVfs: 0 }, host });
    const profile = deviceById(device);
    if (profile === undefined) throw new Error(device);
    const limits = cardLimits(profile, scenario.host);
    expect([limits.binding, limits.maxPerPf]).toEqual([binding, perPf]);
    // The PF with the fewest is the one for which the limit that binds binds.
    const pf = perPf.findLastIndex((max) => max === Math.min(...perPf));
    const bdf = `0000:3b:00.${pf}`;
    const max = perPf[pf] ?? 0;
    expect(echo(run, bdf, max).said).toBe('');
    expect(run(`cat /sys/bus/pci/devices/${bdf}/sriov_numvfs`).trim()).toBe(String(max));
    expect(echo(run, bdf, 0).said).toBe('');
    const { said, logged } = echo(run, bdf, max + 1);
    expect(said).toBe(refusal);
    expect(logged).toContain(reason);
  });

  it('count what works: of a ConnectX-5 without ARI Linux makes eight VFs, and six have a driver', () => {
    const { run } = hostOf({
      nic: { device: 'nvidia-connectx5', numVfs: 0 },
      host: { ari: false },
    });
    const { said, logged } = echo(run, '0000:3b:00.0', 8);
    expect(said).toBe('');
    expect(run('ls -d /sys/bus/pci/devices/0000:3b:00.0/virtfn*/driver | wc -l').trim()).toBe('6');
    expect(run('ls -d /sys/bus/pci/devices/0000:3b:00.0/virtfn* | wc -l').trim()).toBe('8');
    expect(logged).toMatch(/probe of 0000:3b:01\.1 failed with error -28$/mu);
  });

  it.each(['64KiB', '16KiB'])(
    'a kernel with pages of %s writes 64 KiB into System Page Size',
    (pageSize) => {
      const { run } = hostOf({ nic: { device: 'intel-82599', numVfs: 0 }, host: { pageSize } });
      expect(run('setpci -s 3b:00.0 ECAP_SRIOV+20.l').trim()).toBe('00000010');
      const log = run('dmesg').match(
        /3b:00\.0: VF BAR 0 .*contains BAR 0 for 64 VFs|3b:00\.0: VF\(n\) BAR0.*/gu,
      );
      const [first = '', last = ''] = (
        /\[mem 0x(\w+)-0x(\w+)/u.exec(log?.at(-1) ?? '') ?? []
      ).slice(1);
      expect(parseInt(last, 16) - parseInt(first, 16) + 1).toBe(4 * 2 ** 20);
      // A VF's own part is a page, its MSI-X table the next BAR.
      run('echo 2 > /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs');
      const [start = 0, end = 0] = run('head -1 /sys/bus/pci/devices/0000:3b:10.2/resource')
        .split(' ')
        .map(Number);
      expect(end - start + 1).toBe(65_536);
    },
  );
});

describe('the bill and the shell', () => {
  const NVIDIA = ['connectx4lx', 'connectx5', 'connectx7', 'bluefield2'] as const;
  it.each(NVIDIA)('agree on what a %s makes beside VFs', (card) => {
    const device = `nvidia-${card}`;
    const { scenario, run } = hostOf({ nic: { device, numVfs: 1 } });
    const profile = deviceById(device);
    if (profile === undefined) throw new Error(device);
    const { bills } = cardLimits(profile, scenario.host);
    const billOf = (kind: string) => bills.find((bill) => bill.kind === kind);
    const dev = 'pci/0000:3b:00.0';
    run(`devlink dev eswitch set ${dev} mode switchdev; modprobe mlx5_vdpa`);
    const most = (billOf('sf')?.most ?? 0) / profile.pfs;
    run(`for i in $(seq ${most}); do devlink port add ${dev} flavour pcisf pfnum 0 sfnum $i; done`);
    expect(run(`devlink port show | grep -c pcisf`).trim()).toBe(String(most));
    expect(run(`devlink port add ${dev} flavour pcisf pfnum 0 sfnum 999`)).toBe(
      `devlink answers: ${most === 0 ? 'Operation not supported' : 'No space left on device'}\n`,
    );
    const makers = billOf('vdpa-vf')?.absent === null ? '1' : '0';
    expect(run('vdpa mgmtdev show | grep -c ^pci').trim()).toBe(makers);
  });
});

// Cards without packets: their limits are those of what their registers say behind the port they are in.
const MACHINES = [
  ['samsung-pm1733', 32, '', ''],
  ['samsung-pm174x', 64, '', ''],
  ['intel-qat4xxx', 16, '', ''],
  // No driver of this kernel: ThunderX is arm64's.
  ['cavium-thunderx', 128, 'No such file or directory', 'no driver bound to device'],
] as const;

describe('a card that carries no packets', () => {
  it.each(MACHINES)('%s has %i VFs and not one more', (model, total, answer, reason) => {
    const port = { model: 'sky-lake-e-root-port', id: 'rp1', bus: 'pcie.3a', addr: '0.0' };
    const props = {
      'bus-reserve': '3',
      'mem-reserve': '0x8000000',
      'pref64-reserve': '0x80000000',
    };
    const devices = [
      { ...port, props },
      { model, bus: 'rp1' },
    ];
    const { kernel, run } = hostOf({ machine: { chipset: 'server', devices } });
    const functions = [...kernel.fabric.functions()]
      .filter(([, { role }]) => role !== 'vf')
      .map(([rid, { config }]) => ({ rid, config: config.bytes() }));
    const [card] = readHost(functions).cards;
    expect(card?.limits.maxPerPf).toEqual([total]);
    expect(echo(run, '0000:3b:00.0', total + 1).said).toBe(ERANGE);
    const { said, logged } = echo(run, '0000:3b:00.0', total);
    expect(said).toBe(answer);
    expect(logged).toContain(reason);
    const made = run('cat /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs').trim();
    expect(made).toBe(reason === '' ? String(total) : '0');
  });
});

it('QuickAssist makes all of its VFs whatever number is written, and takes no other after it', () => {
  const port = { model: 'sky-lake-e-root-port', id: 'rp1', bus: 'pcie.3a', addr: '0.0' };
  const devices = [port, { model: 'intel-qat4xxx', bus: 'rp1' }];
  const { run } = hostOf({ machine: { chipset: 'server', devices } });
  const bdf = '0000:3b:00.0';
  expect(echo(run, bdf, 3)).toMatchObject({
    said: '',
    logged: expect.stringContaining('4xxx 0000:3b:00.0: IOMMU should be enabled for SR-IOV'),
  });
  expect(run(`cat /sys/bus/pci/devices/${bdf}/sriov_numvfs`).trim()).toBe('16');
  expect(echo(run, bdf, 0)).toMatchObject({
    said: 'Invalid argument',
    logged: expect.stringContaining('4xxx 0000:3b:00.0: Already enabled for this device'),
  });
});

it('a dump of a host with pages of 64 KiB opens on a kernel with such pages', () => {
  const lab = hostOf({ nic: { device: 'intel-82599', numVfs: 2 }, host: { pageSize: '64KiB' } });
  const dumped = hostOf({ nic: { lspci: lab.run('lspci -xxxx') } });
  const page = 'setpci -s 3b:00.1 ECAP_SRIOV+20.l';
  expect([lab.run(page), dumped.run(page)]).toEqual(['00000010\n', '00000010\n']);
  const files = 'cat /sys/bus/pci/devices/0000:3b:00.1/sriov_totalvfs';
  expect(dumped.run(files)).toBe(lab.run(files));
});
