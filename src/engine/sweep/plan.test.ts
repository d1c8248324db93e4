import { describe, expect, test } from 'vitest';
import { computePoint } from './sweep';
import { coarseFirst } from './order';
import { inputAt, valuesAt } from './grid';
import { planSweep } from './plan';
import { parseVary } from './vary';

const values = (text: string) => {
  const result = parseVary(text);
  return result.ok ? result.axis.values : result.fault;
};

describe('what varies', () => {
  test.each([
    ['nic.numVfs=1..4', [1, 2, 3, 4]],
    ['vms.0.traffic.packetBytes=64..1024:x2', [64, 128, 256, 512, 1024]],
    ['vms.0.traffic.packetBytes=60..1514:300', [60, 360, 660, 960, 1260]],
    ['host.cpuGHz=1.5..3:0.5', [1.5, 2, 2.5, 3]],
    ['host.cpuGHz=0.7..1:0.1', [0.7, 0.8, 0.9, 1]],
    ['host.apicv=true,false', [true, false]],
    ['vms.0.path=sriov,virtio', ['sriov', 'virtio']],
    ['vms.0.path=sriov,sriov', ['sriov']],
    ['run.until=1ms..3ms', ['1ms', '2ms', '3ms']],
    ['run.until=500us..2ms:500us', ['0.5ms', '1ms', '1.5ms', '2ms']],
    ['host.mmioWindow=1MiB..1GiB:x32', ['1MiB', '32MiB', '1GiB']],
    ['nic.numVfs=7..7', [7]],
  ])('%s', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  test.each([
    ['', 'bad-text'],
    ['vms.0.count', 'bad-text'],
    ['=1,2', 'bad-text'],
    ['vms.0.count=', 'bad-text'],
    ['vms.0.count=4..1', 'bad-text'],
    ['vms.0.count=1..4:0', 'bad-text'],
    ['vms.0.count=1..4:-1', 'bad-text'],
    ['vms.0.count=1..4:x1', 'bad-text'],
    ['vms.0.count=0..4:x2', 'bad-text'],
    ['vms.0.count=1..', 'bad-text'],
    ['vms.0.count=a..b', 'bad-text'],
    ['run.until=1ms..1GiB', 'bad-text'],
    ['run.until=1..5ms', 'bad-text'],
    ['__proto__.x=1', 'unknown-key'],
    ['vms..count=1', 'unknown-key'],
    ['seed=1..1e12', 'too-large'],
  ])('refuses %j', (text, code) => {
    expect(values(text)).toMatchObject({ code });
  });
});

describe('a sweep', () => {
  const base = { vms: [{ path: 'virtio', traffic: { kind: 'bulk' } }] };

  test('is the product, the first key slowest', () => {
    const plan = planSweep(base, ['vms.0.path=sriov,virtio', 'vms.0.count=1..3']);
    if (!plan.ok) throw new Error(plan.fault.code);
    expect(plan.size).toBe(6);
    expect([0, 1, 2, 3, 4, 5].map((i) => valuesAt(plan.axes, i).join(' '))).toEqual([
      'sriov 1',
      'sriov 2',
      'sriov 3',
      'virtio 1',
      'virtio 2',
      'virtio 3',
    ]);
    expect(inputAt(base, plan.axes, 1)).toEqual({
      vms: [{ path: 'sriov', count: 2, traffic: { kind: 'bulk' } }],
    });
    expect(base.vms[0]).not.toHaveProperty('count');
  });

  test('reaches into parts that the scenario does not have yet', () => {
    const plan = planSweep({}, ['vms.1.tuning.napi=true,false', 'costs.wakeup=3000,6000']);
    if (!plan.ok) throw new Error(plan.fault.code);
    expect(inputAt({}, plan.axes, 3)).toEqual({
      vms: [{}, { tuning: { napi: false } }],
      costs: { wakeup: 6000 },
    });
  });

  test('too large is refused with its size', () => {
    const vary = ['vms.0.count=1..64', 'vms.0.traffic.packetBytes=60..1514'];
    expect(planSweep(base, vary)).toEqual({
      ok: false,
      fault: { code: 'too-large', key: '', found: '93120', allowed: '5000' },
    });
  });

  test.each([
    [['vms.0.speed=1,2'], 'unknown-key', 'vms.0.speed'],
    [['vms.0.path=sriov,pigeon'], 'bad-value', 'vms.0.path'],
    [['vms.0.count=many,1'], 'bad-value', 'vms.0.count'],
    [['run.until=1..5'], 'bad-value', 'run.until'],
    [['run.until=1ms,2parsec'], 'bad-value', 'run.until'],
    [['vms.0.count=1,2', 'vms.0.count=3'], 'twice', 'vms.0.count'],
    [['vms.0.count=1,2', 'vms=3'], 'twice', 'vms'],
    [[], 'nothing', ''],
  ])('%j is refused: %s at %s', (vary, code, key) => {
    expect(planSweep(base, vary)).toMatchObject({ ok: false, fault: { code, key } });
  });

  test('a point out of range is a point with its reason, and the others are computed', () => {
    const plan = planSweep(base, ['vms.0.count=1,65']);
    if (!plan.ok) throw new Error(plan.fault.code);
    const [one, many] = [0, 1].map((index) => computePoint({ base, axes: plan.axes }, index));
    expect(one?.kind).toBe('measured');
    expect(many).toMatchObject({ kind: 'refused', issues: [{ path: 'vms.0.count' }] });
  });

  test('so is one that a rule of the scenario forbids', () => {
    const plan = planSweep({ ...base, host: { postedInterrupts: true } }, [
      'host.apicv=true,false',
    ]);
    if (!plan.ok) throw new Error(plan.fault.code);
    const point = computePoint({ base: { host: { postedInterrupts: true } }, axes: plan.axes }, 1);
    expect(point).toMatchObject({ kind: 'refused', issues: [{ rule: 'posting-needs-apicv' }] });
  });
});

describe('the order of computing', () => {
  const axes = [
    { key: 'vms.0.path', values: ['sriov', 'virtio'] },
    { key: 'vms.0.traffic.packetBytes', values: [64, 128, 256, 512, 1024] },
  ];
  const order = coarseFirst(axes);

  test('has every point once', () => {
    expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('begins with the ends of every path, then halves', () => {
    const bytes = order.map((index) => valuesAt(axes, index)[1]);
    expect(bytes.slice(0, 6)).toEqual([64, 1024, 64, 1024, 256, 256]);
  });
});
