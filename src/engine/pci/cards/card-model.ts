import type { BarShape } from '../fabric';
import type { FunctionModel, SriovModel } from '../models/function-model';
import type { DeviceFactory } from '../models/qemu/context';
import type { FunctionBlueprint, SriovBlueprint } from './blueprint';
import { blueprintOf, CARD_IDS } from './catalog';
import { walk } from '../registers/walk';
import { functionTemplate, vfBarShape, vfTemplate } from './template';

const EXPANSION_ROM = 6;

const EXPRESS = 0x10;
const INTEGRATED_ENDPOINT = 0x90;

/**
 * A card has a link; plugged into a root bus, where there is none, it can only be part of the root complex, as
 * QEMU's devices are too.
 */
function onRootBus(config: Uint8Array): Uint8Array {
  const bytes = config.slice();
  const { capabilities } = walk(bytes);
  const express = capabilities.find((c) => c.kind === 'capability' && c.capId === EXPRESS);
  if (express === undefined) return bytes;
  const { at } = express;
  bytes[at + 2] = ((bytes[at + 2] ?? 0) & 0x0f) | INTEGRATED_ENDPOINT;
  // Link Capabilities to Link Status, and those of the second set.
  bytes.fill(0, at + 0x0c, at + 0x14);
  bytes.fill(0, at + 0x2c, at + 0x34);
  return bytes;
}

type Placed = (config: Uint8Array) => Uint8Array;

function sriovModel(sriov: SriovBlueprint, placed: Placed): SriovModel {
  const { vfConfig, vfBars, placement } = sriov;
  return {
    vf: vfTemplate(placed(vfConfig)),
    vfBars: vfBars.map(vfBarShape),
    layout: (_numVfs, ari) => {
      const { firstVfOffset, vfStride } = placement(ari);
      return { offset: firstVfOffset, stride: vfStride };
    },
    lockedWhileEnabled: 'all',
    disableClearsNumVfs: false,
    anyPageSizeBits: false,
  };
}

function functionModel(blueprint: FunctionBlueprint, mac: string, placed: Placed): FunctionModel {
  const { config, romBytes, sriov } = blueprint;
  const rom: BarShape = {
    index: EXPANSION_ROM,
    size: romBytes,
    kind: 'mem32',
    prefetchable: false,
  };
  const bars = romBytes > 0 ? [...blueprint.bars, rom] : blueprint.bars;
  return {
    role: 'endpoint',
    template: functionTemplate(placed(config), bars, sriov?.vfBars ?? []),
    bars,
    mac,
    ...(sriov !== null && { sriov: sriovModel(sriov, placed) }),
  };
}

const hex = (value: number) => (value & 0xff).toString(16).padStart(2, '0');
const MAC = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/iu;

/** Of port `pf`: the addresses of a card follow one another from the one it was given. */
function portMac(given: string | null, nic: number, pf: number): string {
  if (given === null) return `02:00:00:${hex(0x5c + nic)}:1a:${hex(pf)}`;
  const parts = given.toLowerCase().split(':');
  return [...parts.slice(0, 5), hex(Number.parseInt(parts[5] ?? '0', 16) + pf)].join(':');
}

/**
 * The card with this id as a device that can be plugged in, all its functions with it; null for an id
 * that has no model here. Properties: `mac`, `total-vfs` (see `parseTotals`).
 */
export function cardFactory(id: string): DeviceFactory | null {
  if (!CARD_IDS.includes(id)) return null;
  return (_device, props, place) => {
    props.ignore('netdev', 'multifunction', 'rombar', 'romfile', 'bootindex');
    const totals = props.text('total-vfs');
    const blueprint = blueprintOf(id, totals ?? undefined);
    if (blueprint === null) throw props.error('total-vfs', `'${String(totals)}' is no TotalVFs`);
    const mac = props.text('mac');
    if (mac !== null && !MAC.test(mac)) throw props.error('mac', `'${mac}' is no MAC address`);
    const placed: Placed = place.root ? onRootBus : (config) => config;
    return new Map(
      blueprint.functions.map((fn, pf) => [
        pf,
        functionModel(fn, portMac(mac, place.nic, pf), placed),
      ]),
    );
  };
}
