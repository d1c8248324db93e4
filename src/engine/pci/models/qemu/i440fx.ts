import { makeTemplate } from '../../registers/template';
import type { FunctionModel } from '../function-model';
import { header0, io } from './parts';

// The i440fx chipset with its PIIX3 and PIIX4 south bridges. Conventional PCI: 256 bytes a function.

const hostBridge: FunctionModel = {
  role: 'host-bridge',
  bars: [],
  template: makeTemplate({
    size: 256,
    parts: [header0({ vendor: 0x8086, device: 0x1237, class: 0x060000, revision: 2 })],
    raw: { 0x72: [0x02] },
    open: [
      [0x59, 7],
      [0x72, 1],
    ],
  }),
};

const isaBridge: FunctionModel = {
  role: 'endpoint',
  bars: [],
  template: makeTemplate({
    size: 256,
    parts: [
      header0(
        { vendor: 0x8086, device: 0x7000, class: 0x060100, multifunction: true },
        { Status: 0x0200 },
      ),
    ],
    raw: {
      0x4c: [0x4d, 0x00, 0x03, 0x00],
      0x60: [0x80, 0x80, 0x80, 0x80],
      0x69: [0x02],
      0x70: [0x80],
      0x76: [0x0c, 0x0c, 0x02],
      0x82: [0x02],
      0xa0: [0x08],
      0xa8: [0x0f],
    },
    open: [
      [0x4c, 4],
      [0x60, 4],
    ],
  }),
};

const ideBars = [io(4, 0x10)];
const ide: FunctionModel = {
  role: 'endpoint',
  bars: ideBars,
  template: makeTemplate({
    size: 256,
    bars: ideBars,
    parts: [header0({ vendor: 0x8086, device: 0x7010, class: 0x010180 }, { Status: 0x0280 })],
  }),
};

const powerManagement: FunctionModel = {
  role: 'endpoint',
  bars: [],
  template: makeTemplate({
    size: 256,
    parts: [
      header0(
        { vendor: 0x8086, device: 0x7113, class: 0x068000, revision: 3, pin: 1 },
        { Status: 0x0280 },
      ),
    ],
    raw: {
      0x40: [0x01],
      0x5b: [0x02],
      0x5f: [0x10],
      0x63: [0x60],
      0x67: [0x98],
      0x90: [0x01],
    },
  }),
};

/** By device << 3 | function. */
export const I440FX: ReadonlyMap<number, readonly [model: string, build: FunctionModel]> = new Map([
  [0x00, ['i440FX', hostBridge]],
  [0x08, ['PIIX3', isaBridge]],
  [0x09, ['piix3-ide', ide]],
  [0x0b, ['PIIX4_PM', powerManagement]],
]);
