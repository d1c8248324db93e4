import { describe, expect, test } from 'vitest';
import { DEVICES, deviceById } from '../pci/devices';
import { vfLimits } from '../pci/limits';
import { DEFAULT_SCENARIO } from './defaults';
import { parseScenario } from './parse';
import type { Issue, Scenario } from './scenario';

function accepted(input: unknown): Scenario {
  const result = parseScenario(input);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.scenario;
}

function refused(input: unknown): readonly Issue[] {
  const result = parseScenario(input);
  return result.ok ? [] : result.issues;
}

const at = (input: unknown, path: string) => refused(input).find((issue) => issue.path === path);

describe('the number of VFs', () => {
  test.each(DEVICES.map((device) => device.id))('of %s ends where the card says', (device) => {
    const { max, binding } = vfLimits(deviceById(device)!, DEFAULT_SCENARIO.host);
    expect(accepted({ nic: { device, numVfs: max }, vms: [{ path: 'virtio' }] }).nic.numVfs).toBe(
      max,
    );
    expect(refused({ nic: { device, numVfs: max + 1 } })).toEqual([
      {
        path: 'nic.numVfs',
        code: 'out-of-range',
        found: String(max + 1),
        allowed: `a whole number, 0 to ${max}`,
        rule: binding,
      },
    ]);
  });

  test('left out, it is what the guests need', () => {
    expect(accepted({ vms: [{ count: 9 }] }).nic.numVfs).toBe(9);
    expect(accepted({ vms: [{ count: 9, path: 'virtio' }] }).nic.numVfs).toBe(4);
  });

  test('fewer than the guests need is accepted: the last guests have none', () => {
    expect(accepted({ nic: { numVfs: 1 } }).nic.numVfs).toBe(1);
    expect(accepted({ nic: { numVfs: 0 } }).nic.numVfs).toBe(0);
  });

  test('a card that is not in the table is refused with the list', () => {
    const issue = at({ nic: { device: 'rtl8139' } }, 'nic.device');
    expect(issue?.code).toBe('not-allowed');
    expect(issue?.allowed).toContain('intel-82576');
  });
});

describe('rules that span keys', () => {
  const rule = (input: unknown) => refused(input).map(({ path, rule: name }) => `${path} ${name}`);

  test('posted interrupts follow APICv and IOMMU unless asked for', () => {
    expect(accepted({ host: { apicv: false } }).host.postedInterrupts).toBe(false);
    expect(
      accepted({ host: { iommu: false }, vms: [{ path: 'virtio' }] }).host.postedInterrupts,
    ).toBe(false);
    expect(rule({ host: { apicv: false, postedInterrupts: true } })).toEqual([
      'host.postedInterrupts posting-needs-apicv',
    ]);
  });

  test('handing a function to a guest needs the IOMMU', () => {
    expect(rule({ host: { iommu: false } })).toEqual(['vms.0.path needs-iommu']);
    expect(rule({ host: { iommu: false }, vms: [{ path: 'passthrough' }] })).toEqual([
      'vms.0.path needs-iommu',
    ]);
  });

  test('guests are addressed by names that exist', () => {
    const to = (name: string, count: number) => ({
      vms: [{ count, traffic: { direction: { to: name } } }],
    });
    expect(accepted(to('vm1', 2)).vms[0]?.traffic.direction).toEqual({ to: 'vm1' });
    expect(rule(to('vm2', 2))).toEqual(['vms.0.traffic.direction.to no-such-guest']);
    expect(rule(to('vm0', 1))).toEqual(['vms.0.traffic.direction.to to-itself']);
  });

  test('a transaction has one side that asks', () => {
    expect(rule({ vms: [{ traffic: { kind: 'request-response', direction: 'both' } }] })).toEqual([
      'vms.0.traffic.direction one-side-asks',
    ]);
  });

  test('a replay and its frames come together', () => {
    const replay = {
      name: 'a.pcap',
      macs: ['52:54:00:00:00:01', '52:54:00:00:00:02'],
      guest: 0,
      frames: [{ at: 0, bytes: 60, src: 0, dst: 1 }],
    };
    const group = (traffic: object) => ({ vms: [{ traffic }] });
    expect(accepted(group({ kind: 'replay', replay })).vms[0]?.traffic.replay).toEqual(replay);
    expect(rule(group({ kind: 'replay' }))).toEqual(['vms.0.traffic.kind needs-replay']);
    expect(rule(group({ replay }))).toEqual(['vms.0.traffic.replay replay-unused']);
    expect(rule(group({ kind: 'replay', replay, vlan: 5 }))).toEqual([
      'vms.0.traffic.vlan capture-has-addresses',
    ]);
    const broadcast = { destination: 'broadcast' };
    expect(rule(group({ ...broadcast, kind: 'request-response' }))).toEqual([
      'vms.0.traffic.destination one-answers',
    ]);
    expect(rule(group({ ...broadcast, direction: { to: 'vm1' } }))).toContain(
      'vms.0.traffic.destination destination-twice',
    );
    const frames = [{ at: 5, bytes: 60, src: 0, dst: 7 }];
    expect(rule(group({ kind: 'replay', replay: { ...replay, frames } }))).toEqual([
      'vms.0.traffic.replay.frames.0.dst no-such-address',
    ]);
    const back = [...frames, { at: 4, bytes: 60, src: 0, dst: 1 }].map((f) => ({ ...f, dst: 1 }));
    expect(rule(group({ kind: 'replay', replay: { ...replay, frames: back } }))).toEqual([
      'vms.0.traffic.replay.frames.1.at time-goes-back',
    ]);
  });

  test('what frames carry fits their kind and their length', () => {
    const said = (traffic: object, tuning: object = {}) => rule({ vms: [{ traffic, tuning }] });
    const ping = { kind: 'request-response', protocol: 'icmp', packetBytes: 98 };
    expect(
      accepted({ vms: [{ traffic: { ...ping, ipVersion: 6 } }] }).vms[0]?.traffic,
    ).toMatchObject({
      protocol: 'icmp',
      ipVersion: 6,
    });
    expect(said({ protocol: 'icmp' })).toEqual(['vms.0.traffic.protocol echo-is-answered']);
    expect(said({ kind: 'bulk', protocol: 'udp' })).toEqual(['vms.0.traffic.protocol tcp-is-cut']);
    expect(said({ ...ping, packetBytes: 1600 }, { mtu: 1500 })).toEqual([
      'vms.0.traffic.protocol tcp-is-cut',
    ]);
    const six = 'vms.0.traffic.ipVersion ipv6-as-it-is';
    expect(said({ kind: 'bulk', ipVersion: 6 })).toEqual([six]);
    expect(said({ packetBytes: 64, ipVersion: 6 })).toEqual([six]);
    expect(said({ destination: 'broadcast', ipVersion: 6 })).toEqual([
      'vms.0.traffic.ipVersion ipv6-no-broadcast',
    ]);
  });

  test('there are at most 64 guests', () => {
    const vms = [
      { count: 40, path: 'virtio' },
      { count: 30, path: 'virtio' },
    ];
    expect(refused({ vms })).toEqual([
      {
        path: 'vms.1.count',
        code: 'conflict',
        found: '30',
        allowed: 'at most 24',
        rule: 'guests-in-all',
      },
    ]);
  });
});
