import type { Draw } from '../engine/kernel/draw';
import type { FaultKind } from './quest';
import {
  first,
  guestPath,
  policyPath,
  vfLine,
  vfSite,
  vmSite,
  type Draft,
  type Recipe,
} from './recipe';

/** A guest with a VF that its traffic comes to from the wire. */
export const receiver = (draw: Draw): Draft => ({
  path: 'sriov',
  traffic: {
    kind: draw.of(['cbr', 'poisson']),
    direction: 'rx',
    pps: 1_000 * draw.between(10, 30),
    packetBytes: 100 * draw.between(2, 14),
  },
});

export const sender = (draw: Draw): Draft => {
  const { traffic, ...rest } = receiver(draw);
  return { ...rest, traffic: { ...traffic, direction: 'tx' } };
};

/** Three guests in one VLAN of which two send to the third: whoever is in another one is alone. */
function vlanOfThree(draw: Draw): Recipe {
  const vlan = draw.between(10, 99);
  const wrong = draw.of([vlan + 1, vlan * 10, (vlan % 10) * 10 + Math.floor(vlan / 10) + 100]);
  const who = draw.between(0, 2);
  const { traffic } = receiver(draw);
  const to = { ...traffic, direction: { to: 'vm@0' } };
  return {
    kind: 'wrong-vlan',
    guests: [
      { path: 'sriov', traffic: { ...traffic, kind: 'single', direction: 'tx' } },
      { path: 'sriov', traffic: to },
      { path: 'sriov', traffic: { ...to, pps: 1_000 * draw.between(8, 20) } },
    ],
    lines: ({ vf }) => vf.map((each) => vfLine(each, `vlan ${String(vlan)}`)),
    spoil: ({ vf }) => ({ lines: [vfLine(first(vf, who), `vlan ${String(wrong)}`)] }),
    site: ({ vf }) => vfSite(first(vf, who)),
    mends: ({ vf }) => [policyPath(first(vf, who), 'vlan')],
  };
}

/** A port VLAN on a VF whose frames have no tag. */
function vlanOfOne(draw: Draw): Recipe {
  const vlan = draw.between(2, 400);
  return {
    kind: 'wrong-vlan',
    guests: [receiver(draw)],
    spoil: ({ vf }) => ({ lines: [vfLine(first(vf), `vlan ${String(vlan)}`)] }),
    site: ({ vf }) => vfSite(first(vf)),
    mends: ({ vf }) => [policyPath(first(vf), 'vlan')],
  };
}

/** Faults in how the card is set up on the host. */
export const CARD_RECIPES = {
  'wrong-vlan': (draw) => (draw.between(0, 1) === 0 ? vlanOfOne(draw) : vlanOfThree(draw)),
  'trust-off': (draw) => {
    const { traffic } = receiver(draw);
    return {
      kind: 'trust-off',
      // Older cards give one VF groups at most.
      device: draw.of(['intel-x550', 'intel-x710', 'intel-e810']),
      guests: [
        {
          path: 'sriov',
          traffic: { ...traffic, destination: 'unknown' },
          tuning: { promiscuous: true },
        },
      ],
      lines: ({ vf }) => [vfLine(first(vf), 'trust on')],
      spoil: ({ vf }) => ({ lines: [vfLine(first(vf), 'trust off')] }),
      site: ({ vf }) => vfSite(first(vf)),
      mends: ({ vf }) => [policyPath(first(vf), 'trust')],
    };
  },
  'rate-limit': (draw) => ({
    kind: 'rate-limit',
    guests: [
      {
        path: 'sriov',
        traffic: {
          kind: draw.of(['cbr', 'poisson']),
          direction: 'tx',
          pps: 1_000 * draw.between(20, 40),
          packetBytes: 100 * draw.between(8, 15),
        },
      },
    ],
    spoil: ({ vf }) => {
      const limit = 10 * draw.between(2, 5);
      return { lines: [vfLine(first(vf), `max_tx_rate ${String(limit)}`)] };
    },
    site: ({ vf }) => vfSite(first(vf)),
    mends: ({ vf }) => [policyPath(first(vf), 'maxTxRate')],
  }),
  'link-off': (draw) => ({
    kind: 'link-off',
    guests: [draw.between(0, 1) === 0 ? receiver(draw) : sender(draw)],
    spoil: ({ vf }) => ({ lines: [vfLine(first(vf), 'state disable')] }),
    site: ({ vf }) => vfSite(first(vf)),
    mends: ({ vf }) => [policyPath(first(vf), 'linkState')],
  }),
  'few-vfs': (draw) => ({
    kind: 'few-vfs',
    guests: [receiver(draw), receiver(draw), sender(draw)],
    plain: true,
    spoil: ({ vfs }) => ({ numVfs: draw.between(1, vfs - 1) }),
    site: () => 'pf0',
    mends: () => ['nic.numVfs', 'nic.vfsPerPf', 'nic.switches'],
  }),
  vepa: (draw) => {
    const { traffic } = receiver(draw);
    return {
      kind: 'vepa',
      guests: [
        receiver(draw),
        { path: 'sriov', traffic: { ...traffic, direction: { to: 'vm@0' } } },
      ],
      spoil: () => ({ lines: ['bridge link set dev enp59s0f0 hwmode vepa'] }),
      site: () => 'pf0',
      mends: () => ['nic.switches.0.mode'],
    };
  },
  'spoofed-mac': (draw) => {
    const { traffic } = sender(draw);
    return {
      kind: 'spoofed-mac',
      guests: [{ path: 'sriov', traffic }],
      spoil: ({ vm }) => ({
        guests: { [first(vm)]: { traffic: { ...traffic, source: 'foreign' } } },
      }),
      site: ({ vm }) => vmSite(first(vm)),
      mends: ({ vm }) => [guestPath(first(vm), 'traffic.source')],
    };
  },
} as const satisfies Partial<Record<FaultKind, (draw: Draw) => Recipe>>;
