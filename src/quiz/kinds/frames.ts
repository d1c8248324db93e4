import { distinct, type Kind } from '../question';
import { worldOf } from '../world';

const PREPARED = 'echo 2 > /sys/class/net/enp59s0f0/device/sriov_numvfs';
/** Preamble, start delimiter, check sum and gap, bytes. */
const AROUND = 24;

/** What the switch of the card does with frames from one VF to another. */
export const spoof: Kind = {
  make: (draw) => {
    const foreign = draw.of([true, true, false]);
    const spoofCheck = draw.of([true, false]);
    const vlan = draw.between(2, 400);
    const [own, other] = draw.of([
      [0, 0],
      [vlan, vlan],
      [vlan, 0],
      [0, vlan],
      [vlan, vlan + 1],
    ] as const);
    const packets = draw.between(2, 9);
    const typed = [
      PREPARED,
      `ip link set enp59s0f0 vf 0 spoofchk ${spoofCheck ? 'on' : 'off'}`,
      ...(own === 0 ? [] : [`ip link set enp59s0f0 vf 0 vlan ${String(own)}`]),
      ...(other === 0 ? [] : [`ip link set enp59s0f0 vf 1 vlan ${String(other)}`]),
    ];
    const scenario = {
      nic: { device: 'intel-82599' },
      vms: [
        {
          count: 1,
          path: 'sriov',
          traffic: {
            kind: 'burst',
            packets,
            direction: { to: 'vm1' },
            source: foreign ? 'foreign' : 'own',
          },
        },
        { count: 1, path: 'sriov', traffic: { kind: 'single' } },
      ],
      run: { until: '300us' },
      edits: typed.map((shell, i) => ({ at: `${String(20 + i)}s`, shell })),
    };
    const sent = worldOf(scenario).metrics.vms[0]?.packets;
    if (sent === undefined) return null;
    const [cause, ...more] = Object.keys(sent.dropped);
    if (more.length > 0 || (cause !== undefined && sent.delivered > 0)) return null;
    const answer = cause ?? 'arrives';
    const options = ['arrives', 'spoof-check', 'vlan', 'host'];
    if (!options.includes(answer)) return null;
    return {
      scenario,
      ask: 'ask',
      figures: {
        packets: String(packets),
        source: foreign ? '@foreign' : '@own',
        check: spoofCheck ? '@on' : '@off',
        own: own === 0 ? '@none' : String(own),
        other: other === 0 ? '@none' : String(other),
      },
      form: {
        is: 'choice',
        options,
        answer,
        mistakes: options
          .filter((each) => each !== answer)
          .map((each) => ({ answer: each, why: each })),
      },
      steps: ['source', 'vlan', answer],
      fact: answer === 'arrives' ? 'vms[0].packets.delivered' : `vms[0].drops.${answer}`,
    };
  },
};

const WAYS = {
  'vf-wire': [{ count: 2, path: 'sriov' }, 'tx'],
  'vf-vf': [{ count: 2, path: 'sriov' }, { to: 'vm1' }],
  'vhost-wire': [{ count: 2, path: 'vhost-net' }, 'tx'],
  'vhost-vhost': [{ count: 2, path: 'vhost-net' }, { to: 'vm1' }],
} as const;
const WAY_NAMES = ['vf-wire', 'vf-vf', 'vhost-wire', 'vhost-vhost'] as const;

/** A tap's part of the host, for the reason why a frame is not seen there. */
function reasonOf(tap: string): string {
  const kinds = { vnet: 'tap', br: 'bridge', enp: 'pf', pf: 'representor', switch: 'switch' };
  const found = Object.entries(kinds).find(([begin]) => tap.startsWith(begin));
  return found?.[1] ?? 'wire';
}

/** Where a frame is seen. */
export const tap: Kind = {
  make: (draw) => {
    const way = draw.of(WAY_NAMES);
    const [group, direction] = WAYS[way];
    const packets = draw.between(1, 6);
    const scenario = {
      nic: { device: 'intel-82599', numVfs: 2 },
      vms: [
        {
          ...group,
          traffic: {
            kind: 'burst',
            packets,
            direction,
            packetBytes: draw.of([60, 500, 1514]),
          },
        },
      ],
      run: { until: '500us' },
    };
    const { evidence } = worldOf(scenario);
    const taps = [...evidence.taps].filter(([name]) => !name.startsWith('vm'));
    const seeing = taps.filter(([, frames]) => frames > 0).map(([name]) => name);
    const blind = taps.filter(([, frames]) => frames === 0).map(([name]) => name);
    // The switch of the card sees nearly all; where somebody else sees it too, he is asked for.
    const others = seeing.filter((name) => !name.startsWith('switch'));
    const [answer] = draw.shuffled(others.length > 0 ? others : seeing);
    const wrong = draw.shuffled(blind).slice(0, 3);
    if (answer === undefined || wrong.length < 2) return null;
    return {
      scenario,
      ask: way,
      figures: { packets: String(packets), answer, seeing, blind },
      form: {
        is: 'choice',
        options: draw.shuffled([answer, ...wrong]),
        answer,
        mistakes: wrong.map((name) => ({ answer: name, why: reasonOf(name) })),
      },
      steps: [way, 'seeing'],
      fact: `tap['${answer}'].frames`,
    };
  },
};

/** A switch sends a broadcast everywhere but back. */
export const broadcast: Kind = {
  make: (draw) => {
    const guests = draw.between(2, 7);
    const scenario = {
      nic: { device: 'intel-82599', numVfs: guests },
      vms: [
        {
          count: guests,
          path: draw.of(['sriov', 'vhost-net'] as const),
          traffic: { kind: 'single', destination: 'broadcast' },
        },
      ],
      run: { until: '1ms' },
    };
    const answer = worldOf(scenario).fact('packets', 'delivered');
    return {
      scenario,
      ask: scenario.vms[0]?.path ?? 'sriov',
      figures: {
        guests: String(guests),
        others: String(guests - 1),
        answer: String(answer),
      },
      form: {
        is: 'number',
        answer,
        notation: 'count',
        within: 0,
        mistakes: distinct(answer, [
          { answer: guests, why: 'one' },
          { answer: guests * (guests - 1), why: 'wire' },
          { answer: guests * (guests + 1), why: 'back' },
        ]),
      },
      steps: ['each', 'all'],
      fact: 'packets.delivered',
    };
  },
};

/** What packets take of the wire. */
export const wireBytes: Kind = {
  make: (draw) => {
    const packets = draw.between(4, 30);
    const bytes = draw.of([60, 200, 500, 1000, 1514]);
    const path = draw.of(['vhost-net', 'sriov'] as const);
    const scenario = {
      nic: { device: 'intel-82599', numVfs: 2 },
      vms: [{ count: 1, path, traffic: { kind: 'burst', packets, packetBytes: bytes } }],
      run: { until: '2ms' },
    };
    const { metrics, fact } = worldOf(scenario);
    if (metrics.packets.delivered !== packets) return null;
    const answer = fact('wire', 'bytesOut');
    return {
      scenario,
      ask: 'ask',
      figures: {
        packets: String(packets),
        bytes: String(bytes),
        whole: String(bytes + AROUND),
        path,
        share: ((100 * bytes) / (bytes + AROUND)).toFixed(0),
        answer: String(answer),
      },
      form: {
        is: 'number',
        answer,
        notation: 'count',
        within: 0,
        mistakes: distinct(answer, [
          { answer: packets * bytes, why: 'frame' },
          { answer: packets * (bytes + 4), why: 'fcs' },
          { answer: packets * (bytes + 20), why: 'no-fcs' },
        ]),
      },
      steps: ['each', 'all'],
      fact: 'wire.bytesOut',
    };
  },
};
