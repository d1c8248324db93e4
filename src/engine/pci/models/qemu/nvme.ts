import { SRIOV } from '../../registers/sriov';
import { makeTemplate, type Part } from '../../registers/template';
import type { SriovModel } from '../function-model';
import type { Props } from '../props';
import type { DeviceFactory, Place } from './context';
import { ari, header0, mem64, msix, nextFunction, pcieEndpoint, pm } from './parts';

const alignUp = (value: number, to: number) => Math.ceil(value / to) * to;

interface Bar {
  readonly size: number;
  readonly table: number;
  readonly pending: number;
}

/** BAR 0: registers, two doorbells a queue, the MSI-X table, the pending bits; a power of two. */
function nvmeBar(queues: number, vectors: number): Bar {
  const table = alignUp(0x1000 + 2 * queues * 4, 0x1000);
  const pending = alignUp(table + vectors * 16, 0x1000);
  const end = pending + alignUp(vectors, 64) / 8;
  return { size: 2 ** Math.ceil(Math.log2(end)), table, pending };
}

interface Controller {
  readonly vfs: number;
  /** Of the PF: what software may give to VFs, and per VF at most. */
  readonly flexibleQueues: number;
  readonly flexibleVectors: number;
  readonly queuesPerVf: number;
  readonly vectorsPerVf: number;
  readonly ioQueues: number;
  readonly vectors: number;
}

function controller(props: Props): Controller {
  const vfs = props.number('sriov_max_vfs', 0, 0, 127);
  const flexibleQueues = props.number('sriov_vq_flexible', 0, 0, 0xffff);
  const flexibleVectors = props.number('sriov_vi_flexible', 0, 0, 0xffff);
  const ioQueues = props.number('max_ioqpairs', 64, 1, 0xffff);
  const vectors = props.number('msix_qsize', 65, 1, 2048);
  const perVf = (name: string, flexible: number) =>
    props.number(name, 0, 0, 0xffff) || Math.floor(flexible / Math.max(vfs, 1));
  const queuesPerVf = perVf('sriov_max_vq_per_vf', flexibleQueues);
  const vectorsPerVf = perVf('sriov_max_vi_per_vf', flexibleVectors);
  if (vfs > 0) {
    if (props.text('subsys') === null) {
      throw props.error('sriov_max_vfs', "needs a subsystem: add 'subsys' and an nvme-subsys");
    }
    if (flexibleQueues < vfs * 2 || ioQueues < flexibleQueues + 2) {
      throw props.error(
        'sriov_vq_flexible',
        'two queues a VF, and two of max_ioqpairs stay with the PF',
      );
    }
    if (flexibleVectors < vfs || vectors < flexibleVectors + 1) {
      throw props.error(
        'sriov_vi_flexible',
        'one vector a VF, and one of msix_qsize stays with the PF',
      );
    }
  }
  return { vfs, flexibleQueues, flexibleVectors, queuesPerVf, vectorsPerVf, ioQueues, vectors };
}

const IDS = { vendor: 0x1b36, device: 0x0010, class: 0x010802, revision: 2, pin: 1 };

/** The SR-IOV capability as QEMU's two cards have it. */
export const qemuSriov = (
  at: number,
  total: number,
  vfDevice: number,
  [offset, stride]: readonly [number, number],
  bars: readonly {
    readonly index: number;
    readonly size: number;
    readonly prefetchable: boolean;
  }[],
): Part => ({
  table: SRIOV,
  at,
  fixed: true,
  values: {
    InitialVFs: total,
    TotalVFs: total,
    'First VF Offset': offset,
    'VF Stride': stride,
    'VF Device ID': vfDevice,
    'System Page Size': 1,
    ...Object.fromEntries(bars.map((b) => [`VF BAR${b.index}`, b.prefetchable ? 0xc : 4])),
  },
  writable: {
    'SR-IOV Control': 0x0019,
    NumVFs: 0xffff,
    'System Page Size': 0x553,
    ...Object.fromEntries(
      bars.flatMap((b) => [
        [`VF BAR${b.index}`, 2 ** 32 - b.size],
        [`VF BAR${b.index + 1}`, 2 ** 32 - 1],
      ]),
    ),
  },
});

/** How QEMU's releases treat the capability while VFs are enabled. */
export const sriovHabits = (release: Place['release']) => ({
  layout: null,
  lockedWhileEnabled: release === '7.2' ? ('nothing' as const) : ('NumVFs' as const),
  refusesTooMany: release !== '7.2',
  disableClearsNumVfs: release === '7.2',
  anyPageSizeBits: true,
});

/** `nvme`: 1b36:0010, with SR-IOV where it has VFs and the machine has extended configuration space. */
export const nvme: DeviceFactory = (_device, props, place) => {
  props.ignore('serial', 'subsys', 'drive', 'num_queues', 'mdts', 'cmb_size_mb', 'ctrl_loss_tmo');
  props.ignore('aerl', 'aer_max_queued', 'ioeventfd', 'vsl', 'zoned.zasl', 'logical_block_size');
  props.ignore(
    'physical_block_size',
    'use-intel-id',
    'legacy-cmb',
    'bootindex',
    'mqes',
    'dbcs',
    'ocp',
  );
  const c = controller(props);
  const { express, release } = place;
  const bar = nvmeBar(c.ioQueues + 1, c.vectors);
  const shared = c.vfs > 0;
  const bars = [mem64(0, bar.size)];
  const capabilities = (vectors: number, { table, pending }: Bar, next: number): Part[] => [
    msix(0x40, vectors, table, pending),
    pcieEndpoint(0x80, { release, flr: true, integrated: place.root }),
    pm(0x60, { capabilities: 0x0003, control: 0x0008 }),
    ...(shared && express ? [ari(0x100, next)] : []),
  ];
  const vfBar = nvmeBar(c.queuesPerVf, c.vectorsPerVf);
  const vfBars = [mem64(0, vfBar.size)];
  const sriov: SriovModel = {
    ...sriovHabits(release),
    vfBars,
    vf: makeTemplate({
      size: 4096,
      parts: [
        // The later release gives a VF no interrupt pin, as the specification demands.
        header0({ ...IDS, vendor: 0xffff, device: 0xffff, pin: release === '7.2' ? 1 : 0 }),
        // Until its PF's driver gives it vectors, a VF has one.
        ...capabilities(1, release === '7.2' ? bar : vfBar, release === '7.2' ? 1 : 0),
      ],
    }),
  };
  const template = makeTemplate({
    size: express ? 4096 : 256,
    bars,
    parts: [
      header0({ ...IDS, multifunction: props.flag('multifunction', false) }),
      ...capabilities(c.vectors - c.flexibleVectors, bar, nextFunction(props, release)),
      ...(shared && express ? [qemuSriov(0x120, c.vfs, 0x0010, [1, 1], vfBars)] : []),
    ],
  });
  const model = { role: 'endpoint', template, bars } as const;
  return new Map([[0, shared && express ? { ...model, sriov } : model]]);
};
