import type { HostFunction, HostPf, HostPicture } from '../../../store/vocabulary';

/** The functions of a host by what one looks them up with. */
export interface HostIndex {
  readonly byRid: ReadonlyMap<number, HostFunction>;
  readonly pfs: ReadonlyMap<number, HostPf>;
  /** Position among the PFs of its bus, from 0: PF0, PF1, … */
  readonly pfNumber: ReadonlyMap<number, number>;
  /** In the order of their indices. */
  readonly vfsOf: ReadonlyMap<number, readonly HostFunction[]>;
  /** What hangs on root buses (-1) and below each bridge, VFs left out, by Routing ID. */
  readonly below: ReadonlyMap<number, readonly HostFunction[]>;
}

export const ROOT = -1;

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

export function indexHost({ functions, pfs }: HostPicture): HostIndex {
  const byRid = new Map<number, HostFunction>();
  for (const fn of functions) byRid.set(fn.rid, fn);
  const vfsOf = new Map<number, HostFunction[]>();
  const below = new Map<number, HostFunction[]>();
  for (const fn of functions) {
    if (fn.pf !== null) pushTo(vfsOf, fn.pf, fn);
    else pushTo(below, fn.parent !== null && byRid.has(fn.parent) ? fn.parent : ROOT, fn);
  }
  for (const list of below.values()) list.sort((a, b) => a.rid - b.rid);
  for (const list of vfsOf.values()) list.sort((a, b) => a.vfIndex - b.vfIndex);
  const pfNumber = new Map<number, number>();
  const onBus = new Map<number, number>();
  for (const { rid } of pfs.toSorted((a, b) => a.rid - b.rid)) {
    const number = onBus.get(rid >> 8) ?? 0;
    pfNumber.set(rid, number);
    onBus.set(rid >> 8, number + 1);
  }
  return { byRid, pfs: new Map(pfs.map((pf) => [pf.rid, pf])), pfNumber, vfsOf, below };
}

/** The PF a function is or belongs to; undefined where it is neither PF nor VF. */
export function pfOf(index: HostIndex, fn: HostFunction): HostPf | undefined {
  return index.pfs.get(fn.pf ?? fn.rid);
}

/** VFs of one PF that lie on one bus number; their Routing IDs are VF Stride apart. */
export interface VfRange {
  readonly pf: HostPf;
  readonly bus: number;
  readonly first: HostFunction;
  readonly last: HostFunction;
  readonly count: number;
}

/** The VFs as ranges, a PF's split where they step over to the next bus number. */
export function vfRanges(index: HostIndex): readonly VfRange[] {
  const ranges: VfRange[] = [];
  for (const [rid, vfs] of index.vfsOf) {
    const pf = index.pfs.get(rid);
    if (pf === undefined) continue;
    for (const vf of vfs) {
      const before = ranges.at(-1);
      if (before?.pf === pf && before.bus === vf.rid >> 8) {
        ranges[ranges.length - 1] = { ...before, last: vf, count: before.count + 1 };
      } else {
        ranges.push({ pf, bus: vf.rid >> 8, first: vf, last: vf, count: 1 });
      }
    }
  }
  return ranges;
}
