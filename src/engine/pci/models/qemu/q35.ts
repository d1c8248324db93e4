import { MSI_64 } from '../../registers/interrupts';
import { SATA } from '../../registers/identity';
import { makeTemplate } from '../../registers/template';
import type { FunctionModel } from '../function-model';
import { header0, io, mem32 } from './parts';

// The q35 chipset: what is soldered on. The chipset's own registers (PAM, PCIEXBAR, PMBASE, …) take any write.

const range = (from: number, bytes: readonly number[]) => ({ [from]: bytes });

const hostBridge: FunctionModel = {
  role: 'host-bridge',
  bars: [],
  template: makeTemplate({
    size: 256,
    parts: [header0({ vendor: 0x8086, device: 0x29c0, class: 0x060000 })],
    raw: {
      ...range(0x50, [0x10]),
      ...range(0x9d, [0x02, 0x38]),
    },
    open: [
      [0x60, 8],
      [0x90, 7],
      [0x9d, 1],
    ],
  }),
};

const isaBridge: FunctionModel = {
  role: 'endpoint',
  bars: [],
  template: makeTemplate({
    size: 256,
    parts: [
      header0({
        vendor: 0x8086,
        device: 0x2918,
        class: 0x060100,
        revision: 2,
        multifunction: true,
      }),
    ],
    raw: {
      ...range(0x40, [0x01]),
      ...range(0x60, [0x80, 0x80, 0x80, 0x80]),
      ...range(0x68, [0x80, 0x80, 0x80, 0x80]),
      ...range(0x82, [0x03]),
    },
    open: [
      [0x40, 8],
      [0x60, 4],
      [0x68, 4],
      [0x80, 4],
      [0xa0, 4],
      [0xf0, 4],
    ],
  }),
};

const sataBars = [io(4, 0x20), mem32(5, 0x1000)];
const sata: FunctionModel = {
  role: 'endpoint',
  bars: sataBars,
  template: makeTemplate({
    size: 256,
    bars: sataBars,
    parts: [
      header0({
        vendor: 0x8086,
        device: 0x2922,
        class: 0x010601,
        revision: 2,
        pin: 1,
        multifunction: true,
      }),
      {
        table: MSI_64,
        at: 0x80,
        values: { 'Message Control': 0x0080 },
        writable: { 'Message Control': 0x0071 },
      },
      {
        table: SATA,
        at: 0xa8,
        values: { 'SATA Capability Register 0': 0x10, 'SATA Capability Register 1': 0x48 },
      },
    ],
    raw: range(0x90, [0x40]),
  }),
};

const smbusBars = [io(4, 0x40)];
const smbus: FunctionModel = {
  role: 'endpoint',
  bars: smbusBars,
  template: makeTemplate({
    size: 256,
    bars: smbusBars,
    parts: [
      header0({
        vendor: 0x8086,
        device: 0x2930,
        class: 0x0c0500,
        revision: 2,
        pin: 1,
        multifunction: true,
      }),
    ],
  }),
};

/** By device << 3 | function. */
export const Q35: ReadonlyMap<number, readonly [model: string, build: FunctionModel]> = new Map([
  [0x00, ['mch', hostBridge]],
  [0xf8, ['ICH9-LPC', isaBridge]],
  [0xfa, ['ich9-ahci', sata]],
  [0xfb, ['ICH9-SMB', smbus]],
]);
