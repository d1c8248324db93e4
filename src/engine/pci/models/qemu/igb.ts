import { makeTemplate } from '../../registers/template';
import { MSI_64_MASKED } from '../../registers/interrupts';
import { macOf, type DeviceFactory } from './context';
import { qemuSriov, sriovHabits } from './nvme';
import {
  aer,
  ari,
  header0,
  io,
  mem32,
  mem64,
  msix,
  nextFunction,
  oneHeader,
  pcieEndpoint,
  pm,
} from './parts';

const VF_BARS = [mem64(0, 0x4000, true), mem64(3, 0x4000, true)];

/** `igb`: Intel 82576, eight VFs. */
export const igb: DeviceFactory = (_device, props, place) => {
  props.ignore('netdev', 'bootindex', 'x-pcie-flr-init');
  const { release } = place;
  const multifunction = props.flag('multifunction', false);
  const bars = [mem32(0, 0x20000), mem32(1, 0x20000), io(2, 0x20), mem64(3, 0x4000)];
  const pcie = pcieEndpoint(0xa0, { release, flr: true, integrated: place.root });
  const errors = oneHeader(aer(0x100, { release, version: 1 }));
  const ids = { vendor: 0x8086, device: 0x10c9, class: 0x020000, revision: 1 };
  const sriov = {
    ...sriovHabits(release),
    vfBars: VF_BARS,
    vf: makeTemplate({
      size: 4096,
      parts: [
        header0({ ...ids, vendor: 0xffff, device: 0xffff }),
        pcie,
        msix(0x70, 3, 3, 0x2003),
        errors,
        ari(0x150, 0),
      ],
    }),
  };
  const template = makeTemplate({
    size: 4096,
    bars,
    parts: [
      header0({ ...ids, pin: 1, multifunction }),
      pm(0x40, { capabilities: 0x0022, pme: true }),
      {
        table: MSI_64_MASKED,
        at: 0x50,
        values: { 'Message Control': 0x0180 },
        writable: { 'Message Control': 0x0071, 'Mask Bits': 1 },
      },
      msix(0x70, 10, 3, 0x2003),
      pcie,
      errors,
      ari(0x150, nextFunction(props, release)),
      qemuSriov(0x160, 8, 0x10ca, [0x80, 2], VF_BARS),
    ],
  });
  return new Map([[0, { role: 'endpoint', template, bars, sriov, mac: macOf(props, place.nic) }]]);
};
