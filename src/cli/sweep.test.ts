import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { main } from './main';

const folder = mkdtempSync(join(tmpdir(), 'sriov-lab-sweep-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function sim(...argv: string[]) {
  let [out, err] = ['', ''];
  const status = await main(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { status, out, err };
}

const BULK = ['--set', 'vms.0.traffic.kind=bulk'];

test('rows come in the order of the grid, with what limits each', async () => {
  const vary = ['--vary', 'vms.0.path=sriov,virtio', '--vary', 'vms.0.traffic.packetBytes=60,1500'];
  const { status, out, err } = await sim('sweep', ...vary, ...BULK, '--set', 'vms.0.count=4');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  const [head = [], ...rows] = out
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
  const column = (name: string) => rows.map((row) => row[head.indexOf(name)]);
  expect(column('vms.0.path')).toEqual(['sriov', 'sriov', 'virtio', 'virtio']);
  expect(column('vms.0.traffic.packetBytes')).toEqual(['60', '1500', '60', '1500']);
  expect(column('limiter')).toEqual(['guest-cpu', 'wire', 'vmm', 'wire']);
  expect(column('point')).toEqual(['measured', 'measured', 'measured', 'measured']);
  expect(Number(column('throughput_gbps')[1])).toBeCloseTo(9.84, 1);
});

test('an impossible point is a row with its reason', async () => {
  const { status, out } = await sim('sweep', '--vary', 'vms.0.count=1,5', '--set', 'nic.numVfs=4');
  expect(status).toBe(0);
  const rows = out.trim().split('\r\n');
  expect(rows[2]).toMatch(/^5,no-device,1 of 5 guests have no network device,,/u);
});

test('JSON has the metrics whole', async () => {
  const { status, out } = await sim('sweep', '--vary', 'vms.0.count=1,65', '--format', 'json');
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    axes: [{ key: 'vms.0.count', values: [1, 65] }],
    points: [
      {
        set: { 'vms.0.count': 1 },
        point: 'measured',
        limiter: 'offered',
        metrics: { pps: 10_000 },
      },
      { set: { 'vms.0.count': 65 }, point: 'refused' },
    ],
  });
});

test('where no point is possible it fails', async () => {
  expect((await sim('sweep', '--vary', 'vms.0.count=65,66')).status).toBe(1);
});

test('a described host runs with its own card', async () => {
  const machine = join(folder, 'm.txt');
  writeFileSync(machine, '-M q35\n-device pcie-root-port,id=rp1\n-device igb,bus=rp1\n');
  const set = [...BULK, '--set', 'vms.0.path=virtio'];
  const { status, out } = await sim('sweep', machine, '--vary', 'vms.0.count=1', ...set);
  expect(status).toBe(0);
  // An igb has 1 Gb/s.
  expect(out).toMatch(/^1,measured,,wire,0\.98/mu);
});

test.each([
  [
    ['sweep'],
    'sim: sweep: --vary is wanted: KEY=A..B, KEY=A..B:STEP, KEY=A..B:xFACTOR or KEY=A,B,C\n',
  ],
  [
    ['sweep', '--vary', 'vms.0.count=1..64', '--vary', 'vms.0.traffic.packetBytes=60..1514'],
    'sim: sweep: 93120 points; at most 5000\n',
  ],
  [['sweep', '--vary', 'seed=1..1e6'], 'sim: sweep: seed: 1000000 points; at most 5000\n'],
  [
    ['sweep', '--vary', 'vms.0.path=sriov,pigeon'],
    /^sim: --vary vms\.0\.path: found "pigeon"; allowed: one of emulated, /u,
  ],
  [
    ['sweep', '--vary', 'vms.0.speed=1'],
    /^sim: --vary vms\.0\.speed: found speed; allowed: one of /u,
  ],
  [
    ['sweep', '--vary', 'seed=1', '--vary', 'seed=2'],
    'sim: sweep: seed is varied twice, by itself or with seed\n',
  ],
  [['sweep', '--vary', 'seed=1', '--format', 'table'], 'sim: --format table: one of csv, json\n'],
  [['sweep', '--vary', 'seed=1', '--set', 'vms.0.count=0'], /^sim: vms\.0\.count: found 0/u],
])('%j is refused in one line, with nothing on stdout', async (argv, message) => {
  const { status, out, err } = await sim(...argv);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toMatch(message);
  expect(err.trim().split('\n')).toHaveLength(1);
});
