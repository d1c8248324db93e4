import { describe, expect, test } from 'vitest';
import type { FileSystem, LabAccess } from '../command';
import { ask, testKernel } from '../testing';
import { bridge } from './bridge';
import { dmesg } from './dmesg';
import { ethtool } from './ethtool';
import { lsmod, modinfo, modprobe, rmmod } from './kmod';
import { perf } from './perf';
import { ipFrame } from '../../formats/frames/build';
import { tcpdump } from './tcpdump';

/** Three lines: an event, an error a millisecond and a half later, a notice of two lines. */
function talking() {
  const kernel = testKernel();
  kernel.log.print(6, 'igb 0000:01:00.0: 3 VFs allocated');
  kernel.log.print(3, "igb 0000:01:00.0: can't");
  kernel.log.print(4, 'igb 0000:01:00.0: VF 0 attempted\nReload');
  return kernel;
}

describe('dmesg', () => {
  test.each([
    ['dmesg', '[    0.001500] igb 0000:01:00.0: 3 VFs allocated\n'],
    ['dmesg -t', 'igb 0000:01:00.0: 3 VFs allocated\n'],
    ['dmesg -x', 'kern  :info  : [    0.001500] igb 0000:01:00.0: 3 VFs allocated\n'],
    ['dmesg -r', '<6>[    0.001500] igb 0000:01:00.0: 3 VFs allocated\n'],
    ['dmesg -d', '[    0.001500 <    0.000000>] igb 0000:01:00.0: 3 VFs allocated\n'],
    ['dmesg -T', '[Sat Nov 22 07:30:00 2025] igb 0000:01:00.0: 3 VFs allocated\n'],
    ['dmesg -H', '[Nov22 07:30] igb 0000:01:00.0: 3 VFs allocated\n'],
  ])('%s', (line, first) => {
    expect(ask(dmesg, line, talking()).out.startsWith(first)).toBe(true);
  });

  test('a second line is indented, -l picks, -c empties', () => {
    const kernel = talking();
    expect(ask(dmesg, 'dmesg -e', kernel).out).toContain("[  +0.001500] igb 0000:01:00.0: can't\n");
    expect(ask(dmesg, 'dmesg', kernel).out).toMatch(/attempted\n {15}Reload\n$/);
    expect(ask(dmesg, 'dmesg -l err', kernel).out.split('\n')).toHaveLength(2);
    expect(ask(dmesg, 'dmesg -u', kernel).out).toBe('');
    expect(ask(dmesg, 'dmesg -c', kernel).out.split('\n')).toHaveLength(5);
    expect(ask(dmesg, 'dmesg', kernel)).toEqual({ out: '', err: '', status: 0 });
  });

  test.each([
    ['dmesg -l foo', "dmesg: unknown level 'foo'\n"],
    ['dmesg -n 9', "dmesg: unknown level '9'\n"],
    ['dmesg -f foo', "dmesg: unknown facility 'foo'\n"],
    ['dmesg extra', "dmesg: bad usage\nTry 'dmesg --help' for more information.\n"],
    ['dmesg -Z', "dmesg: invalid option -- 'Z'\nTry 'dmesg --help' for more information.\n"],
    ['dmesg -r -x', 'dmesg: mutually exclusive arguments: --raw --decode\n'],
    [
      'dmesg -cC',
      'dmesg: mutually exclusive arguments: --clear --console-off --console-on --read-clear --console-level --raw\n',
    ],
  ])('%s is refused', (line, err) => {
    expect(ask(dmesg, line, talking())).toEqual({ out: '', err, status: 1 });
  });
});

describe('ethtool', () => {
  const run = (line: string, driver?: string) => ask(ethtool, line, testKernel(driver));

  test('-i as igb and its VFs answer', () => {
    expect(run('ethtool -i eth0').out).toBe(
      'driver: igb\nversion: 6.1.0-56-amd64\nfirmware-version: 2.1.0\nexpansion-rom-version: \nbus-info: 0000:01:00.0\nsupports-statistics: yes\nsupports-test: yes\nsupports-eeprom-access: yes\nsupports-register-dump: yes\nsupports-priv-flags: yes\n',
    );
    expect(run('ethtool -i eth1').out).toContain('supports-eeprom-access: no\n');
  });

  test.each([
    ['ethtool -i lo', 'Cannot get driver information: Operation not supported\n', 71],
    ['ethtool -S lo', 'no stats available\n', 94],
    ['ethtool -c lo', 'netlink error: Operation not supported\n', 1],
    ['ethtool -l eth1', 'netlink error: Operation not supported\n', 1],
    ['ethtool -i nope', 'Cannot get driver information: No such device\n', 71],
    ['ethtool -S nope', 'Cannot get stats strings information: No such device\n', 96],
    [
      'ethtool -k nope',
      'netlink error: no device matches name (offset 24)\nnetlink error: No such device\n',
      1,
    ],
    ['ethtool', 'ethtool: bad command line argument(s)\nFor more information run ethtool -h\n', 1],
  ])('%s', (line, err, status) => {
    expect(run(line)).toEqual({ out: '', err, status });
  });

  test('channels shrink with VFs and with CPUs', () => {
    expect(run('ethtool -l eth0').out).toContain('Other:\t\t1\nCombined:\t1\n');
  });
});

describe('modules', () => {
  const fs = {
    readText: () =>
      'vfio_pci_core 73728 1 vfio_pci, Live 0x0\nigb 299008 0 - Live 0xffffffffc0a0\n',
  } as unknown as FileSystem;

  test('lsmod lines up its columns', () => {
    expect(ask(lsmod, 'lsmod', testKernel(), { fs }).out).toBe(
      'Module                  Size  Used by\nvfio_pci_core          73728  1 vfio_pci\nigb                   299008  0\n',
    );
  });

  test.each([
    [
      modprobe,
      'modprobe nosuch',
      'modprobe: FATAL: Module nosuch not found in directory /lib/modules/6.1.0-56-amd64\n',
    ],
    [modprobe, 'modprobe -r nosuch', 'modprobe: FATAL: Module nosuch not found.\n'],
    [modprobe, 'modprobe', 'modprobe: ERROR: missing parameters. See -h.\n'],
    [rmmod, 'rmmod nosuch', 'rmmod: ERROR: Module nosuch is not currently loaded\n'],
    [rmmod, 'rmmod igb', 'rmmod: ERROR: Module igb is in use\n'],
    [rmmod, 'rmmod', 'rmmod: ERROR: missing module name.\n'],
    [modinfo, 'modinfo nosuch', 'modinfo: ERROR: Module nosuch not found.\n'],
    [modinfo, 'modinfo', 'modinfo: ERROR: missing module or filename.\n'],
  ])('$name: %s', (command, line, err) => {
    expect(ask(command, line, testKernel(), { fs })).toEqual({ out: '', err, status: 1 });
  });

  test('modinfo vfio-pci tells its parameters', () => {
    expect(ask(modinfo, 'modinfo vfio-pci', testKernel()).out).toContain(
      'parm:           enable_sriov:Enable support for SR-IOV configuration. (bool)\n',
    );
  });
});

const udp = (from: string, to: string) =>
  ipFrame({
    link: { src: '52:54:00:00:00:00', dst: '52:54:00:00:00:01', vlan: null },
    from,
    to,
    ident: 1,
    transport: { kind: 'udp', srcPort: 5001, dstPort: 9 },
    bytes: 64,
    text: '',
  });

describe('what the simulation has counted', () => {
  const lab: LabAccess = {
    guests: () => [],
    exits: () => [
      { reason: 'HLT', samples: 10, totalNs: 9_000, minNs: 500, maxNs: 2_000 },
      { reason: 'EPT_MISCONFIG', samples: 30, totalNs: 1_000_000, minNs: 1_000, maxNs: 90_000 },
    ],
    seconds: () => 1,
    taps: ['vnet0'],
    capture: (tap) =>
      tap === 'vnet0'
        ? [
            { ns: 1_763_796_601_000_001_000n, bytes: udp('10.0.0.1', '10.0.0.2'), way: 'in', tap },
            { ns: 1_763_796_601_000_002_000n, bytes: udp('10.0.0.2', '10.0.0.1'), way: 'out', tap },
          ]
        : null,
  };

  test('perf kvm stat report', () => {
    expect(ask(perf, 'perf kvm stat report', testKernel(), { lab }).out).toBe(
      [
        '',
        '',
        'Analyze events for all VMs, all VCPUs:',
        '',
        '             VM-EXIT    Samples  Samples%     Time%    Min Time    Max Time         Avg time ',
        '',
        '       EPT_MISCONFIG         30    75.00%    99.11%      1.00us     90.00us     33.33us ( +-   0.00% )',
        '                 HLT         10    25.00%     0.89%      0.50us      2.00us      0.90us ( +-   0.00% )',
        '',
        'Total Samples:40, Total events handled time:1009.00us.',
        '',
        '',
      ].join('\n'),
    );
  });

  test('tcpdump shows what passed, filters, counts', () => {
    const run = (line: string) => ask(tcpdump, line, testKernel(), { lab });
    expect(run('tcpdump -n -i vnet0 -c 1 src host 10.0.0.2')).toEqual({
      out: '07:30:01.000002 IP 10.0.0.2.5001 > 10.0.0.1.9: UDP, length 22\n',
      err: 'tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\nlistening on vnet0, link-type EN10MB (Ethernet), snapshot length 262144 bytes\n1 packet captured\n1 packet received by filter\n0 packets dropped by kernel\n',
      status: 0,
    });
    expect(run('tcpdump -i eth7').err).toContain('No such device exists');
    expect(run('tcpdump -i eth1').err).toBe('tcpdump: eth1: That device is not up\n');
    expect(run('tcpdump -i vnet0 frobnicate').status).toBe(1);
  });
});

test('bridge answers for the hardware switch of the card', () => {
  const run = (line: string, driver?: string) => ask(bridge, line, testKernel(driver));
  expect(run('bridge link set dev eth0 hwmode veb', 'ixgbe').status).toBe(0);
  expect(run('bridge link set dev eth0 hwmode veb').err).toBe(
    'RTNETLINK answers: Operation not supported\n',
  );
  expect(run('bridge link set dev eth0 hwmode foo').err).toBe(
    'Mode argument must be "vepa" or "veb".\n',
  );
});
