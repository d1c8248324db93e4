import type { BarShape } from '../fabric';
import type { FunctionModel, SriovModel } from '../models/function-model';
import type { DeviceFactory } from '../models/qemu/context';
import type { FunctionBlueprint, SriovBlueprint } from './blueprint';
import { blueprintOf, CARD_IDS } from './catalog';
import { functionTemplate, vfBarShape, vfTemplate } from './template';

const EXPANSION_ROM = 6;

function sriovModel({ vfConfig, vfBars, placement }: SriovBlueprint): SriovModel {
  return {
    vf: vfTemplate(vfConfig),
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

function functionModel(blueprint: FunctionBlueprint, mac: string): FunctionModel {
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
    template: functionTemplate(config, bars, sriov?.vfBars ?? []),
    bars,
    mac,
    ...(sriov !== null && { sriov: sriovModel(sriov) }),
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
    return new Map(
      blueprint.functions.map((fn, pf) => [pf, functionModel(fn, portMac(mac, place.nic, pf))]),
    );
  };
}
