import { describe, expect, it } from 'vitest';
import type { OpenResult, RunInfo } from './api';
import { createSim } from './sim';

function opened(result: OpenResult): RunInfo {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.info;
}

it('opens the first screen: two guests with VFs, the emulated one beside them', () => {
  const sim = createSim();
  const info = opened(sim.open({}, 'emulated'));
  expect(info.topology.vms.map(({ path }) => path)).toEqual(['sriov', 'sriov', 'emulated']);
  expect(info.besideVm).toBe(2);
  expect(info.scenario.vms).toHaveLength(1);
  expect(info.firstJourneyEnd).toBeGreaterThan(0);
  expect(info.firstJourneyEnd).toBeLessThan(info.end);
});

it('adds nobody where the path to compare with is the learner’s own, or none', () => {
  const sim = createSim();
  expect(opened(sim.open({}, 'sriov')).besideVm).toBe(-1);
  expect(opened(sim.open({}, null)).topology.vms).toHaveLength(2);
});

it('offers every card with its own limit on this host', () => {
  const { devices } = opened(createSim().open({}, null));
  const e810 = devices.find(({ id }) => id === 'intel-e810');
  expect(e810?.vfMax).toBe(256);
  expect(devices.length).toBeGreaterThanOrEqual(5);
  for (const { vfMax, vfBinding, limits } of devices) {
    expect(limits.find(({ id }) => id === vfBinding)?.max).toBeGreaterThanOrEqual(vfMax);
  }
});

it('says of the card in the slot what lifts each limit, and what binds then', () => {
  const host = { ari: false, busesPerRootPort: 1 };
  const vms = [{ path: 'virtio' }];
  const input = { host, vms, nic: { device: 'nvidia-connectx5', numVfs: 0 } };
  const { cardLimits } = opened(createSim().open(input, null));
  expect(cardLimits).toMatchObject({ max: 6, binding: 'ari-reach' });
  expect(cardLimits.lifts.find(({ id }) => id === 'ari-reach')).toMatchObject({
    by: { kind: 'ari' },
    max: 16,
    binding: 'total-vfs',
  });
  expect(cardLimits.lifts.map(({ id }) => id)).not.toContain('num-vfs-register');
});

it('computes in slices of wall time until the run is done', () => {
  const sim = createSim();
  const { run, end } = opened(sim.open({}, null));
  let progress = sim.extend(run, 1);
  let last = 0;
  for (let i = 0; i < 10_000 && !progress.done; i++) {
    expect(progress.reached).toBeGreaterThanOrEqual(last);
    last = progress.reached;
    progress = sim.extend(run, 5);
  }
  expect(progress).toMatchObject({ done: true, reached: end, stopped: null });
});

it('reads a text as a scenario file and says where it is not one', () => {
  const sim = createSim();
  expect(sim.open('{"vms": [{"path": "virtio"}]}', null)).toMatchObject({ ok: true });
  expect(sim.open('{"vms": [', null)).toMatchObject({ ok: false, issues: [{ code: 'not-json' }] });
});

it('keeps the run that is shown readable when a change is refused or opened', () => {
  const sim = createSim();
  const shown = opened(sim.open({}, null)).run;
  expect(sim.open({ nic: { numVfs: 9999 } }, null).ok).toBe(false);
  expect(sim.window(shown, 0, 1e6).hops.count).toBeGreaterThan(0);
  const next = opened(sim.open({ seed: 2 }, null)).run;
  expect(sim.window(shown, 0, 1e6).hops.count).toBeGreaterThan(0);
  opened(sim.open({ seed: 3 }, null));
  expect(() => sim.window(shown, 0, 1e6)).toThrow('no run');
  expect(sim.window(next, 0, 1e6).hops.count).toBeGreaterThan(0);
});

it('tells a packet’s journey, its counters and the inside of a part', () => {
  const sim = createSim();
  const info = opened(sim.open({ vms: [{ path: 'emulated' }] }, null));
  sim.extend(info.run, 50);
  const { hops, facts } = sim.journey(info.run, 1);
  expect(hops.count).toBeGreaterThan(5);
  expect(facts.packet.every((packet) => packet === 1)).toBe(true);
  const driver = info.topology.places.findIndex(({ kind, vm }) => kind === 'driver' && vm === 0);
  const { metrics, inspection } = sim.instant(info.run, info.firstJourneyEnd, {
    kind: 'place',
    place: driver,
  });
  expect(metrics.vms[0]?.packets.delivered).toBeGreaterThan(0);
  expect(inspection?.rows.map(({ name }) => name)).toContain('TDT');
});

it('refuses bytes that are no capture', () => {
  expect(createSim().readCapture(new Uint8Array(5), 'x.pcap').ok).toBe(false);
});

describe('the host of a dump', () => {
  /** What the lab's own host with this card prints. */
  function dumpOf(device: string): string {
    const sim = createSim();
    opened(sim.open({ nic: { device, numVfs: 0 } }, null));
    return sim.exportDump(false);
  }

  it('offers its card with the limits it has there, and starts without VFs', () => {
    const sim = createSim();
    const { scenario, devices } = opened(sim.open({ nic: { lspci: dumpOf('intel-e810') } }, null));
    expect(scenario.nic).toMatchObject({ numVfs: 0, vfsPerPf: [0, 0] });
    expect(devices.find(({ id }) => id === scenario.nic.device)?.vfMax).toBeGreaterThan(0);
  });

  it('has as many VFs as the scenario asks for, on its own PFs, and goes on from there', () => {
    const sim = createSim();
    const lspci = dumpOf('intel-82599');
    const first = opened(sim.open({ nic: { lspci, numVfs: 3 } }, null));
    expect(first.scenario.nic.numVfs).toBe(3);
    expect(first.topology.card.functions.filter(({ kind }) => kind === 'vf')).toHaveLength(3);
    const next = opened(sim.open({ nic: { lspci, numVfs: 5 } }, null));
    expect(next.scenario.nic.vfsPerPf).toEqual([5, 0]);
    expect(sim.hostNews().followed.map(({ line }) => line)).toEqual([
      'echo 0 > /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs',
      'echo 5 > /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs',
    ]);
    const again = opened(createSim().open(next.scenarioInput, null));
    expect(again.scenario.nic.numVfs).toBe(5);
  });

  it('follows what is typed on it, and a link leads to the same', () => {
    const sim = createSim();
    const lspci = dumpOf('intel-82599');
    opened(sim.open({ nic: { lspci } }, null));
    sim.shellRun('echo 2 > /sys/bus/pci/devices/0000:3b:00.1/sriov_numvfs', 80);
    const { edits, numVfs } = sim.hostNews();
    expect(numVfs).toEqual([0, 2]);
    const typed = edits.map(({ at, shell }) => ({ at: `${String(at)}ps`, shell }));
    const { scenario, scenarioInput } = opened(
      sim.open({ edits: typed, nic: { lspci, vfsPerPf: numVfs } }, null),
    );
    expect(scenario.nic.vfsPerPf).toEqual([0, 2]);
    expect(opened(createSim().open(scenarioInput, null)).scenario.nic.vfsPerPf).toEqual([0, 2]);
  });

  it('never has more than its card can', () => {
    const { scenario } = opened(
      createSim().open({ nic: { lspci: dumpOf('intel-82599'), numVfs: 60_000 } }, null),
    );
    expect(scenario.nic.numVfs).toBeLessThanOrEqual(128);
  });
});

describe('what the page says of the host', () => {
  const PORT_ONLY = [
    '00:01.0 PCI bridge: x',
    '00: 86 80 30 20 07 04 10 00 04 00 04 06 08 00 01 00',
    '10: 00 00 00 00 00 00 00 00 00 01 01 00 00 00 00 00',
    '',
  ].join('\n');

  it('is that a dump has no card for the lab', () => {
    const sim = createSim();
    expect(opened(sim.open({}, null)).host).toEqual({ from: 'lab', hasCard: true });
    const { host } = opened(sim.open({ nic: { lspci: PORT_ONLY } }, null));
    expect(host).toEqual({ from: 'dump', hasCard: false });
  });

  it('is how many VFs the card has withdrawn, and they stay those of their PF', () => {
    const sim = createSim();
    opened(sim.open({ nic: { device: 'intel-82599', numVfs: 3 } }, null));
    expect(sim.hostNews().withdrawnVfs).toBe(0);
    sim.shellRun('setpci -s 3b:00.0 ECAP_SRIOV+8.w=0:1', 80);
    const { withdrawnVfs, edits } = sim.hostNews();
    expect(withdrawnVfs).toBe(3);
    const silent = sim.hostPicture().functions.filter(({ answers }) => !answers);
    expect(silent.map(({ role, pf, vfIndex }) => [role, pf, vfIndex])).toEqual([
      ['vf', 0x3b00, 0],
      ['vf', 0x3b00, 1],
      ['vf', 0x3b00, 2],
    ]);
    // A link leads to the same host.
    const typed = edits.map(({ at, shell }) => ({ at: `${String(at)}ps`, shell }));
    const again = opened(createSim().open({ edits: typed, nic: { device: 'intel-82599' } }, null));
    expect(again.withdrawnVfs).toBe(3);
  });
});

it('tells the shell its language without typing a line', () => {
  const sim = createSim();
  opened(sim.open({}, null));
  sim.setLanguage('zh_CN.UTF-8');
  expect(sim.shellRun('echo $LANG', 80).chunks[0]?.text).toBe('zh_CN.UTF-8\n');
  opened(sim.open({ nic: { device: 'intel-82576' } }, null));
  expect(sim.shellRun('printenv LANG', 80).chunks[0]?.text).toBe('zh_CN.UTF-8\n');
  expect(sim.hostNews()).toMatchObject({ followed: [] });
});

describe('guests and their functions', () => {
  const XML = `<hostdev managed="yes"><source><address domain="0" bus="0x3b" slot="0x10" function="0"/></source></hostdev>`;
  type Sim = ReturnType<typeof createSim>;

  /** What the page does after a line: it keeps the lines, and opens the run with the owners they lead to. */
  function keep(sim: Sim, input: unknown): RunInfo {
    const edits = sim.hostNews().edits.map(({ at, shell }) => ({ at: `${String(at)}ps`, shell }));
    return opened(sim.open({ ...(input as object), edits }, null));
  }
  const owned = ({ topology }: RunInfo) =>
    topology.vms.map(({ fn }) => topology.card.functions[fn]?.bdf ?? null);

  it('are as the commands left them: in the run, in a link, and when guests are added', () => {
    const sim = createSim();
    const first = opened(sim.open({}, null));
    expect([owned(first), sim.hostNews().given]).toEqual([['3b:10.0', '3b:10.2'], null]);
    sim.shellRun(`echo '${XML}' > vf.xml`, 80);
    expect(sim.shellRun('virsh detach-device vm0 vf.xml', 80).status).toBe(0);
    expect(sim.hostNews().given).toEqual([[], [0x3b82]]);
    const without = keep(sim, first.scenarioInput);
    expect(owned(without)).toEqual([null, '3b:10.2']);
    expect(without.topology.vms[0]?.withoutDevice).toBe(true);
    expect(sim.hostNews()).toMatchObject({ boots: 1, given: without.scenario.nic.given });

    const link = opened(createSim().open(without.scenarioInput, null));
    expect(owned(link)).toEqual([null, '3b:10.2']);
    expect(link.scenario.nic.numVfs).toBe(4);

    const beside = opened(sim.open(without.scenarioInput, 'passthrough'));
    expect(beside.besideVm).toBe(2);
    sim.shellRun('virsh attach-device vm0 vf.xml', 80);
    expect(owned(keep(sim, without.scenarioInput))).toEqual(['3b:10.0', '3b:10.2']);
    expect(sim.hostNews().given).toBeNull();
  });

  it('come back with VFs that the picture makes anew', () => {
    const sim = createSim();
    const first = opened(sim.open({}, null));
    sim.shellRun('echo 0000:3b:10.0 > /sys/bus/pci/drivers/vfio-pci/unbind', 80);
    const without = keep(sim, first.scenarioInput);
    expect(owned(without)).toEqual([null, '3b:10.2']);
    const { edits } = without.scenarioInput as { edits: unknown };
    const anew = opened(sim.open({ edits, nic: { numVfs: 6 } }, null));
    expect(owned(anew)).toEqual(['3b:10.0', '3b:10.2']);
    expect(owned(opened(createSim().open(anew.scenarioInput, null)))).toEqual(owned(anew));
  });

  it('are listed by virsh also while a link is opened and nothing runs', () => {
    const sim = createSim();
    const edits = [{ at: '20s', shell: 'virsh list > /tmp/list' }];
    opened(sim.open({ edits, vms: [{ path: 'virtio', count: 3 }] }, null));
    expect(sim.shellRun('grep -c running /tmp/list', 80).chunks[0]?.text).toBe('3\n');
  });
});

it('shows of a run that was foreseen what it shows of one that was not', () => {
  const input = { vms: [{ path: 'virtio', count: 3, traffic: { kind: 'poisson', pps: 200_000 } }] };
  const whole = (sim: ReturnType<typeof createSim>) => {
    const { run, end } = opened(sim.open(input, 'sriov'));
    while (!sim.extend(run, 5).done);
    const { hops } = sim.window(run, 0, end);
    return { metrics: sim.instant(run, end, null).metrics, hops: [...hops.start, ...hops.step] };
  };
  const foreseeing = createSim();
  opened(foreseeing.open({}, null));
  foreseeing.foresee(input, 'sriov');
  while (!foreseeing.extendForeseen(2e9, 0.01));
  expect(foreseeing.extendForeseen(2e9, 0)).toBe(true);
  expect(whole(foreseeing)).toEqual(whole(createSim()));
});

it('foresees nothing of what is no scenario, and keeps the run that is seen while others are given up', () => {
  const sim = createSim();
  sim.foresee({ vms: 7 }, null);
  expect(sim.extendForeseen(1e9, 5)).toBe(true);
  const { run } = opened(sim.open({}, null));
  sim.extend(run, 5);
  sim.instant(run, 0, null);
  for (let i = 0; i < 3; i++) opened(sim.open({ seed: i + 2 }, null));
  expect(sim.instant(run, 0, null).at).toBe(0);
});
