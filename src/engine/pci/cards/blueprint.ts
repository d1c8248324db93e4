import type { VfBar, VfLayout } from '../device-profile';
import type { BarShape } from '../fabric';
import { ari, sriov } from './capabilities';
import { functionImage, type CapabilityImage } from './image';

/** First VF Offset and VF Stride. */
export interface Placement {
  readonly firstVfOffset: number;
  readonly vfStride: number;
}

/** A physical function, or a function of the card that has no VFs. */
export interface FunctionBlueprint {
  /** 4096 bytes after reset, as in a hierarchy without ARI. */
  readonly config: Uint8Array;
  readonly bars: readonly BarShape[];
  /** Bytes of the Expansion ROM; 0 = none. */
  readonly romBytes: number;
  readonly sriov: SriovBlueprint | null;
}

export interface SriovBlueprint {
  /** Of the capability. */
  readonly at: number;
  readonly totalVfs: number;
  readonly vfBars: readonly VfBar[];
  readonly supportedPages: number;
  /** What this PF's offset and stride registers read; `ari` is PF0's ARI Capable Hierarchy bit. */
  readonly placement: (ari: boolean) => Placement;
  /** 4096 bytes of each VF after reset. */
  readonly vfConfig: Uint8Array;
}

/** A card as it comes out of its box: every function it has, by function number. */
export interface CardBlueprint {
  readonly id: string;
  readonly functions: readonly FunctionBlueprint[];
  /** What was not seen on this card but taken from its family or made up. */
  readonly assumed: readonly string[];
}

/** What one PF has besides what all cards have. The SR-IOV and ARI capabilities are put in by {@link assemble}. */
interface PfParts {
  readonly bars: readonly BarShape[];
  readonly romBytes: number;
  /** In list order; those that are `null` here are left out. */
  readonly capabilities: readonly (CapabilityImage | null)[];
}

/** A family of cards: one description for all of its members and ports. */
export interface CardParts {
  readonly id: string;
  readonly vendorId: number;
  readonly deviceId: number;
  readonly vfDeviceId: number;
  readonly revision: number;
  readonly classCode: number;
  readonly subsystem: readonly [vendor: number, device: number];
  readonly pfs: number;
  /** TotalVFs of each PF. */
  readonly totals: readonly number[];
  readonly layout: VfLayout;
  readonly vfStride: number;
  readonly vfBars: readonly VfBar[];
  readonly supportedPages: number;
  /** ARI Capable Hierarchy Preserved in PF0. */
  readonly ariPreserved: boolean;
  /** Where the capabilities of this name stand; `ari` null = a card without it. */
  readonly places: { readonly ari: number | null; readonly sriov: number };
  readonly ariAcs?: boolean;
  /** Without INTx where false. */
  readonly interrupts: boolean;
  readonly pf: (pf: number) => PfParts;
  readonly vf: (pf: number) => readonly CapabilityImage[];
  /** Functions after the PFs that have no VFs of their own. */
  readonly more?: readonly FunctionBlueprint[];
  readonly assumed: readonly string[];
}

/** By the rule of the family, from the TotalVFs of the PFs before this one (see `VfLayout`). */
export function placementOf(
  { layout, vfStride, totals }: Pick<CardParts, 'layout' | 'vfStride' | 'totals'>,
  pf: number,
  ariOn: boolean,
): Placement {
  const shift = ariOn ? 0 : layout.nonAriShift;
  if (layout.kind === 'interleaved') return { firstVfOffset: layout.first + shift, vfStride };
  const before = totals.slice(0, pf).reduce((a, b) => a + b, 0);
  return { firstVfOffset: layout.first + before - pf + shift, vfStride };
}

/** Extended capabilities stand in the order of their offsets; the others as the card lists them. */
function inListOrder(capabilities: readonly (CapabilityImage | null)[]): CapabilityImage[] {
  const present = capabilities.filter((c) => c !== null);
  return [
    ...present.filter((c) => c.version === null),
    ...present.filter((c) => c.version !== null).toSorted((a, b) => a.at - b.at),
  ];
}

const NO_VENDOR = 0xffff;

function vfImage(parts: CardParts, pf: number): Uint8Array {
  const { places, revision, classCode, subsystem } = parts;
  return functionImage({
    // A bus scan must not find a VF: software takes both ids from the PF.
    vendorId: NO_VENDOR,
    deviceId: NO_VENDOR,
    revision,
    classCode,
    subsystem,
    interruptPin: 0,
    multifunction: false,
    bars: [],
    capabilities: inListOrder([
      ...parts.vf(pf),
      places.ari === null ? null : ari(places.ari, 0, parts.ariAcs),
    ]),
  });
}

function physicalFunction(parts: CardParts, pf: number): FunctionBlueprint {
  const { places, pfs } = parts;
  const { bars, romBytes, capabilities } = parts.pf(pf);
  const totalVfs = parts.totals[pf] ?? 0;
  const functions = pfs + (parts.more?.length ?? 0);
  const next = pf + 1 < functions ? pf + 1 : 0;
  const placement = (ariOn: boolean) => placementOf(parts, pf, ariOn);
  const config = functionImage({
    ...parts,
    interruptPin: parts.interrupts ? (pf & 3) + 1 : 0,
    multifunction: functions > 1,
    bars,
    capabilities: inListOrder([
      ...capabilities,
      places.ari === null ? null : ari(places.ari, next, parts.ariAcs),
      sriov({
        at: places.sriov,
        ariPreserved: parts.ariPreserved && pf === 0,
        totalVfs,
        // Its own number: no PF of these cards depends on another.
        dependencyLink: pf,
        ...placement(false),
        vfDeviceId: parts.vfDeviceId,
        supportedPages: parts.supportedPages,
        bars: parts.vfBars,
      }),
    ]),
  });
  const vfConfig = vfImage(parts, pf);
  return {
    config,
    bars,
    romBytes,
    sriov: {
      at: places.sriov,
      totalVfs,
      vfBars: parts.vfBars,
      supportedPages: parts.supportedPages,
      placement,
      vfConfig,
    },
  };
}

/** The functions of a card from the description of its family. */
export function assemble(parts: CardParts): CardBlueprint {
  const pfs = Array.from({ length: parts.pfs }, (_, pf) => physicalFunction(parts, pf));
  return { id: parts.id, functions: [...pfs, ...(parts.more ?? [])], assumed: parts.assumed };
}
