import { functionTemplate, vfBarShape, vfTemplate } from '../cards/template';
import type { Bytes, RoutingId } from '../../units';
import type { BarShape, Fabric, FabricFunction, FunctionRole } from '../fabric';
import { HardwareFunction, Hierarchy, type Link } from '../hierarchy';
import type { FunctionModel, SriovModel } from '../models/function-model';
import { readAt, walk } from '../registers/walk';
import { SriovUnit } from '../sriov-unit';
import { busOf, isBridge, looksLikeVf, type DumpedFunction } from './dumped';
import type { DumpedCard } from './dumped-card';
import type { DumpedPf } from './dumped-pf';
import type { DumpedHost } from './read-host';

const CONFIG_BYTES = 4096;
const CONVENTIONAL = 256;
const EXPANSION_ROM = 6;
const SRIOV_CONTROL = 0x08;
const NUM_VFS = 0x10;

/** What a BAR can be taken for where the dump does not tell its size. */
const ASSUMED_BAR = 16 * 1024;
const ASSUMED_IO = 32;
const LARGEST_BAR = 2 ** 52;

const soundSize = (size: Bytes | undefined): size is Bytes =>
  size !== undefined && size >= 16 && size <= LARGEST_BAR && Number.isInteger(Math.log2(size));

/** A base must be a multiple of the size, so the assumption shrinks to what its address allows. */
function assumedSize(base: number, most: Bytes): Bytes {
  let size = most;
  while (size > 16 && base % size !== 0) size /= 2;
  return size;
}

function barsOf(fn: DumpedFunction): readonly BarShape[] {
  const bars: BarShape[] = [];
  const count = isBridge(fn) ? 2 : 6;
  for (let index = 0; index < count; index++) {
    const low = readAt(fn.config, 0x10 + 4 * index, 4);
    if (low === 0 || low === 0xffffffff) continue;
    const io = (low & 1) !== 0;
    const wide = !io && (low & 6) === 4 && index + 1 < count;
    const high = wide ? readAt(fn.config, 0x14 + 4 * index, 4) : 0;
    const base = high * 2 ** 32 + low - (low & (io ? 3 : 0xf));
    const listed = fn.barSizes?.[index];
    bars.push({
      index,
      size: soundSize(listed) ? listed : assumedSize(base, io ? ASSUMED_IO : ASSUMED_BAR),
      kind: io ? 'io' : wide ? 'mem64' : 'mem32',
      prefetchable: !io && (low & 8) !== 0,
    });
    if (wide) index++;
  }
  const rom = fn.barSizes?.[EXPANSION_ROM];
  if (soundSize(rom) && rom >= 2048) {
    bars.push({ index: EXPANSION_ROM, size: rom, kind: 'mem32', prefetchable: false });
  }
  return bars;
}

function roleOf(fn: DumpedFunction): FunctionRole {
  const pcie = walk(fn.config).capabilities.find(
    (c) => c.kind === 'capability' && c.capId === 0x10,
  );
  const type = pcie === undefined ? null : (readAt(fn.config, pcie.at + 2, 2) >> 4) & 0xf;
  if (isBridge(fn)) {
    if (type === 4) return 'root-port';
    return type === 5 ? 'upstream-port' : 'downstream-port';
  }
  return readAt(fn.config, 0x0a, 2) === 0x0600 ? 'host-bridge' : 'endpoint';
}

/** All 256 or 4096 bytes; those a dump lacks read 0. */
function padded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(bytes.length > CONVENTIONAL ? CONFIG_BYTES : CONVENTIONAL);
  whole.set(bytes.subarray(0, whole.length));
  return whole;
}

/** A VF where the dump shows none: the header and, if the PF has them, its Express and MSI-X capabilities. */
function assumedVf(pf: DumpedFunction): Uint8Array {
  const bytes = padded(pf.config);
  bytes.fill(0xff, 0, 4);
  bytes.fill(0, 4, 6);
  bytes.fill(0, 0x0c, 0x2c);
  bytes.fill(0, 0x30, 0x34);
  bytes.fill(0, 0x3c, 0x40);
  // A VF has no SR-IOV capability: the list ends before it.
  const extended = walk(bytes).capabilities.filter((c) => c.kind === 'extended');
  const sriov = extended.findIndex((c) => c.capId === 0x10);
  const before = extended[sriov - 1];
  if (before !== undefined) {
    bytes[before.at + 2] = (bytes[before.at + 2] ?? 0) & 0x0f;
    bytes[before.at + 3] = 0;
  } else if (sriov === 0) bytes.fill(0, CONVENTIONAL, CONVENTIONAL + 4);
  return bytes;
}

interface Plan {
  readonly byRid: ReadonlyMap<RoutingId, DumpedFunction>;
  readonly cards: ReadonlyMap<RoutingId, DumpedCard>;
}

function sriovModel(fn: DumpedFunction, pf: DumpedPf, { byRid, cards }: Plan): SriovModel {
  const card = cards.get(pf.rid);
  const shown = byRid.get(pf.rid + pf.firstVfOffset);
  const vfBytes = shown !== undefined && looksLikeVf(shown) ? padded(shown.config) : assumedVf(fn);
  const first = card?.pfs[0] ?? pf;
  const k = card?.pfs.indexOf(pf) ?? 0;
  const sizes = card?.profile.vfBars ?? [];
  const other = card?.profile.routing.find((e) => e.pf === k && e.derived);
  return {
    vf: vfTemplate(vfBytes),
    vfBars: sizes.map(vfBarShape),
    // As dumped for the ARI state of the dump; for the other state as its family would show.
    layout: (_numVfs, ari) =>
      ari === first.ariHierarchy || other === undefined
        ? { offset: pf.firstVfOffset, stride: pf.vfStride }
        : { offset: other.firstVfOffset, stride: other.vfStride },
    lockedWhileEnabled: 'all',
    disableClearsNumVfs: false,
    anyPageSizeBits: false,
  };
}

function modelOf(fn: DumpedFunction, pf: DumpedPf | undefined, plan: Plan): FunctionModel {
  const bytes = padded(fn.config);
  if (pf !== undefined) {
    // After a reset no VFs are on, whatever was on when the dump was taken.
    bytes[pf.at + SRIOV_CONTROL] = (bytes[pf.at + SRIOV_CONTROL] ?? 0) & ~0x09;
    bytes.fill(0, pf.at + NUM_VFS, pf.at + NUM_VFS + 2);
  }
  const bars = barsOf(fn);
  const role = roleOf(fn);
  const vfBars = pf === undefined ? [] : (plan.cards.get(pf.rid)?.profile.vfBars ?? []);
  return {
    role,
    template: functionTemplate(bytes, bars, vfBars),
    bars,
    device0Only: role === 'root-port' || role === 'downstream-port',
    ...(pf !== undefined && { sriov: sriovModel(fn, pf, plan) }),
  };
}

/** Copies the bytes of the dump over what stands there: nothing is written by software. */
function setBytes({ config }: FabricFunction, bytes: Uint8Array): void {
  const size = Math.min(bytes.length, config.template.size);
  for (let at = 0; at < size; at++) config.set(at, 1, bytes[at] ?? 0);
}

/**
 * A root bus can be walked only if no bridge of a lower root leads beyond it; others are stray buses of a dump
 * that lacks their bridge.
 */
function soundRoots({ rootBuses, bridges }: DumpedHost): readonly number[] {
  return rootBuses.filter(
    (bus) => !bridges.some(({ rid, secondary }) => busOf(rid) < bus && secondary > bus),
  );
}

/**
 * The dumped host as hardware: every function with its bytes, its registers taking writes as their tables say,
 * the VFs on that were on. What cannot be reached is left out and named in `left`.
 */
export function fabricFromDump(host: DumpedHost): {
  readonly fabric: Fabric;
  readonly left: readonly RoutingId[];
} {
  const plan: Plan = {
    byRid: new Map(host.functions.map((fn) => [fn.rid, fn])),
    cards: new Map(host.cards.flatMap((card) => card.pfs.map((pf) => [pf.rid, card] as const))),
  };
  const pfs = new Map(host.pfs.map((pf) => [pf.rid, pf]));
  const links = new Map<number, Link>();
  const roots = new Map<number, Link>();
  for (const bus of soundRoots(host)) {
    const link: Link = { above: null, functions: new Map() };
    roots.set(bus, link);
    links.set(bus, link);
  }
  const sound = new Set(host.bridges.map(({ rid }) => rid));
  const made = new Map<RoutingId, HardwareFunction>();
  const left: RoutingId[] = [];
  // Lowest Routing ID first: a bridge's secondary bus is above its own, so the bridge is there before them.
  for (const fn of host.functions) {
    const { rid } = fn;
    if (looksLikeVf(fn)) continue;
    const link = links.get(busOf(rid));
    if (link === undefined) {
      left.push(rid);
      continue;
    }
    const hardware = new HardwareFunction(
      'dump',
      modelOf(fn, pfs.get(rid), plan),
      link,
      rid & 0xff,
    );
    link.functions.set(rid & 0xff, hardware);
    made.set(rid, hardware);
    if (sound.has(rid) && hardware.below !== null) {
      links.set(readAt(fn.config, 0x19, 1), hardware.below);
    }
  }
  for (const card of host.cards) {
    const units = card.pfs.flatMap((pf) => made.get(pf.rid)?.sriov ?? []);
    if (units.length > 1) SriovUnit.join(units);
  }
  for (const pf of host.pfs) restoreVfs(pf, made.get(pf.rid));
  const fabric = new Hierarchy(roots);
  for (const fn of host.functions.filter(looksLikeVf)) {
    const vf = fabric.at(fn.rid);
    if (vf === null || vf.role !== 'vf') left.push(fn.rid);
    else setBytes(vf, fn.config);
  }
  return { fabric, left };
}

/** Switches the VFs on that were on in the dump. */
function restoreVfs(pf: DumpedPf, fn: HardwareFunction | undefined): void {
  if (fn === undefined || fn.sriov === null) return;
  const control = pf.at + SRIOV_CONTROL;
  fn.config.set(pf.at + NUM_VFS, 2, pf.numVfs);
  fn.config.set(control, 2, fn.config.read(control, 2) | pf.control);
  fn.sriov.update();
}
