import { describe, expect, test } from 'vitest';
import { ask, testKernel } from '../testing';
import { ip } from './ip';

const run = (line: string, kernel = testKernel()) => ask(ip, line, kernel);

describe('what is wrong with a command line, as iproute2 6.1 says it', () => {
  const wrong = (text: string) => `Error: argument ${text}\n`;
  test.each<readonly [string, string, number]>([
    ['ip link set eth0 vf 0 vlan 4096', wrong('"4096" is wrong: Invalid "vlan" value\n'), 255],
    ['ip link set eth0 vf 0 vlan -1', wrong('"-1" is wrong: Invalid "vlan" value\n'), 255],
    ['ip link set eth0 vf 0 vlan 5 qos x', wrong('"x" is wrong: Invalid "qos" value\n'), 255],
    [
      'ip link set eth0 vf 0 vlan 5 proto ip',
      wrong('"ip" is wrong: Invalid "vlan protocol" value - supported 802.1Q, 802.1ad\n'),
      255,
    ],
    ['ip link set eth0 vf 0 vlan 5 proto foo', wrong('"foo" is wrong: protocol is invalid\n'), 255],
    ['ip link set eth0 vf 0 state down', wrong('"down" is wrong: Invalid "state" value\n'), 255],
    ['ip link set eth0 vf 0 rate x', wrong('"x" is wrong: Invalid "rate" value\n'), 255],
    [
      'ip link set eth0 vf 0 min_tx_rate x',
      wrong('"x" is wrong: Invalid "min tx rate" value\n'),
      255,
    ],
    ['ip link set eth0 vf 0 node_guid x', wrong('"x" is wrong: Invalid GUID format\n'), 255],
    ['ip link set eth0 vf x mac zz', wrong('"x" is wrong: Invalid "vf" value\n'), 255],
    [
      'ip link set eth0 vf 0 spoofchk maybe',
      wrong('of "spoofchk" must be one of "off", "on", not "maybe"'),
      1,
    ],
    [
      'ip link set eth0 vf 0 trust yes',
      wrong('of "trust" must be one of "off", "on", not "yes"'),
      1,
    ],
    ['ip link set eth0 promisc maybe', wrong('of "promisc" must be "on" or "off", not "maybe"'), 1],
    ['ip link set eth0 vf 0 mac 00:11', 'Invalid address length 2 - must be 6 bytes\n', 1],
    ['ip link set eth0 vf 0 mac 52:54:zz:0:0:1', '"zz" is invalid lladdr.\n', 1],
    [
      'ip link set eth0 vf 0 max_tx_rate 500 min_tx_rate 900',
      'Invalid min_tx_rate 900 - must be <= max_tx_rate 500\n',
      1,
    ],
    ['ip link set eth0 vf 0', 'Command line is not complete. Try option "help"\n', 255],
    ['ip link set eth0 vf 0 bogus', 'Command line is not complete. Try option "help"\n', 255],
    ['ip link set', 'Not enough information: "dev" argument is required.\n', 255],
    ['ip link set eth0 bogus', 'Error: either "dev" is duplicate, or "bogus" is a garbage.\n', 255],
    ['ip link set nope up', 'Cannot find device "nope"\n', 1],
    ['ip link set nope vf 0 vlan 9999', wrong('"9999" is wrong: Invalid "vlan" value\n'), 255],
    ['ip link show nope', 'Device "nope" does not exist.\n', 1],
    ['ip link foo', 'Command "foo" is unknown, try "ip link help".\n', 255],
    ['ip foo', 'Object "foo" is unknown, try "ip help".\n', 1],
    ['ip -x link', 'Option "-x" is unknown, try "ip -help".\n', 255],
    ['ip link set eth0 mtu x', wrong('"x" is wrong: Invalid "mtu" value\n'), 255],
    ['ip link set eth0 mtu 67', 'Error: mtu less than device minimum.\n', 2],
    ['ip link set eth0 name eth1', 'RTNETLINK answers: File exists\n', 2],
    ['ip link set eth0 name a/b', wrong('"a/b" is wrong: "name" not a valid ifname'), 255],
    ['ip link set eth0 mtu 9217', 'Error: mtu greater than device maximum.\n', 2],
    ['ip link set eth0 vf -1 vlan 1', 'RTNETLINK answers: Invalid argument\n', 2],
    ['ip link set eth1 vf 0 vlan 1', 'RTNETLINK answers: Operation not supported\n', 2],
  ])('%s', (line, err, status) => {
    expect(run(line)).toEqual({ out: '', err, status });
  });

  test('help comes on stderr, as an error', () => {
    expect(run('ip').err).toMatch(/^Usage: ip \[ OPTIONS \] OBJECT/);
    expect(run('ip link help').err).toMatch(/^Usage: ip link add/);
    expect(run('ip li h').status).toBe(255);
  });
});

describe('VFs as an 82576 shows them', () => {
  test('every setting appears', () => {
    const kernel = testKernel();
    for (const line of [
      'ip link set eth0 up',
      'ip l set eth0 vf 0 mac 52:54:0:aa:bb:0',
      'ip link set dev eth0 vf 1 vlan 100 qos 3',
      'ip link set eth0 vf 2 spoofchk off trust on max_tx_rate 100',
    ]) {
      expect(run(line, kernel)).toEqual({ out: '', err: '', status: 0 });
    }
    const tail = ', spoof checking on, link-state auto, trust off';
    const zero = 'link/ether 00:00:00:00:00:00 brd ff:ff:ff:ff:ff:ff';
    expect(run('ip li sh dev eth0', kernel).out).toBe(
      [
        '2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000',
        '    link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff',
        `    vf 0     link/ether 52:54:00:aa:bb:00 brd ff:ff:ff:ff:ff:ff${tail}`,
        `    vf 1     ${zero}, vlan 100, qos 3${tail}`,
        `    vf 2     ${zero}, tx rate 100 (Mbps), max_tx_rate 100Mbps, spoof checking off, link-state auto, trust on`,
        '',
      ].join('\n'),
    );
  });

  test('a number that stands alone keeps the other rate', () => {
    const kernel = testKernel();
    run('ip link set eth0 vf 0 max_tx_rate 500', kernel);
    run('ip link set eth0 vf 0 min_tx_rate 200', kernel);
    run('ip link set eth0 vf 1 rate 300', kernel);
    const shown = run('ip link show eth0', kernel).out;
    expect(shown).toContain(', tx rate 500 (Mbps), max_tx_rate 500Mbps, min_tx_rate 200Mbps, ');
    expect(shown).toContain(', tx rate 300 (Mbps), max_tx_rate 300Mbps, spoof');
  });

  test('what only some drivers report', () => {
    const kernel = testKernel();
    run('ip link set eth0 vf 0 vlan 5 proto 802.1ad query_rss on state enable', kernel);
    expect(run('ip link show eth0', kernel).out).toContain(
      ', vlan 5, vlan protocol 802.1ad, spoof checking on, link-state enable, trust off, query_rss on\n',
    );
  });
});

describe('other shapes of the same', () => {
  test('-d, -s, -o, -br', () => {
    const kernel = testKernel();
    expect(run('ip -d link show eth1', kernel).out).toContain(
      ' promiscuity 0  allmulti 0 minmtu 68 maxmtu 9216 addrgenmode eui64 numtxqueues 1 numrxqueues 1 gso_max_size 65536 gso_max_segs 65535 tso_max_size 65536 tso_max_segs 65535 gro_max_size 65536 parentbus pci parentdev 0000:01:10.0 \n',
    );
    expect(run('ip -s link show lo', kernel).out).toContain(
      [
        '    RX:  bytes packets errors dropped  missed   mcast           ',
        '             0       0      0       0       0       0 ',
        '    TX:  bytes packets errors dropped carrier collsns           ',
      ].join('\n'),
    );
    expect(run('ip -o link show eth0', kernel).out.match(/\\/g)).toHaveLength(4);
    expect(run('ip link show up', kernel).out).toBe('');
  });

  test('-j is JSON, VFs in a list', () => {
    const kernel = testKernel();
    run('ip link set eth0 vf 1 vlan 7', kernel);
    const [port] = JSON.parse(run('ip -j link show eth0', kernel).out) as [
      { ifname: string; vfinfo_list: { vlan_list: unknown; spoofchk: boolean }[] },
    ];
    expect(port.ifname).toBe('eth0');
    expect(port.vfinfo_list[1]).toMatchObject({ vf: 1, vlan_list: [{ vlan: 7 }], spoofchk: true });
    expect(run('ip -j -p link show lo', kernel).out).toMatch(
      /^\[ \{\n {8}"ifindex": 1,\n {8}"ifname": "lo",\n {8}"flags": \[ "LOOPBACK" \],/,
    );
  });

  test('an interface that is up has the addresses the kernel gives it', () => {
    const kernel = testKernel();
    run('ip link set eth0 up', kernel);
    expect(run('ip -br a s eth0', kernel).out).toBe(
      'eth0             UP             fe80::5054:ff:fe12:3456/64 \n',
    );
  });

  test('candidates for completion', () => {
    const kernel = testKernel();
    const complete = (...words: string[]) => ip.complete?.(words, { kernel } as never);
    expect(complete('ip', 'link', 'set', 'eth0', 'vf', '')).toEqual(['0', '1', '2']);
    expect(complete('ip', 'li', 'show', '')).toContain('eth3');
  });
});
