import type { ConfigSpace } from './config-space';
import type { HardwareFunction, Link } from './hierarchy';

const BRIDGE_CONTROL = 0x3e;
const SECONDARY_BUS_RESET = 0x40;
const DEVICE_CONTROL = 0x08;
const LINK_CONTROL = 0x10;
const INITIATE_FLR = 0x8000;

/** What every function's registers survive a Function Level Reset with: PCIe 5.0 §6.6.2. */
function keptByFlr(config: ConfigSpace): Map<number, number> {
  const pcie = config.find('pcie');
  if (pcie === undefined) return new Map();
  return new Map([
    [pcie.at + DEVICE_CONTROL, 0xe0], // Max_Payload_Size
    [pcie.at + LINK_CONTROL, 0xff],
    [pcie.at + LINK_CONTROL + 1, 0xff],
  ]);
}

/** Where Initiate Function Level Reset stands in a function that has FLR, or null. */
function flrOffset(config: ConfigSpace): number | null {
  const pcie = config.find('pcie');
  if (pcie === undefined) return null;
  const capable = (config.read(pcie.at + 4, 4) & 0x10000000) !== 0;
  return capable ? pcie.at + DEVICE_CONTROL : null;
}

const isFlr = (at: number | null, config: ConfigSpace): at is number =>
  at !== null && (config.read(at, 2) & INITIATE_FLR) !== 0;

/** Lets a VF act on its FLR bit. It keeps its Routing ID and its place in the VF BARs. */
export function connectVfReset(config: ConfigSpace): void {
  const at = flrOffset(config);
  if (at === null) return;
  config.react = () => {
    if (isFlr(at, config)) config.reset(keptByFlr(config));
  };
}

/** Lets a function act on writes to its FLR bit, to Secondary Bus Reset, and to its SR-IOV capability. */
export function connectResets(fn: HardwareFunction): void {
  const { config, below, sriov } = fn;
  const flr = flrOffset(config);
  config.react = (offset, width, before) => {
    if (isFlr(flr, config)) {
      resetFunction(fn, keptByFlr(config));
      return;
    }
    sriov?.written(offset, width);
    const hitsControl = offset <= BRIDGE_CONTROL && BRIDGE_CONTROL < offset + width;
    if (below === null || !hitsControl) return;
    const was = Math.floor(before / 256 ** (BRIDGE_CONTROL - offset)) & SECONDARY_BUS_RESET;
    const is = config.read(BRIDGE_CONTROL, 1) & SECONDARY_BUS_RESET;
    if (was === 0 && is !== 0) resetLink(below);
  };
}

function resetFunction(fn: HardwareFunction, kept: Map<number, number>): void {
  if (fn.sriov !== null) for (const [at, mask] of fn.sriov.kept()) kept.set(at, mask);
  fn.sriov?.reset();
  fn.config.reset(kept);
  fn.sriov?.reset();
  fn.sriov?.update();
}

/** A hot reset goes down to every function below. */
function resetLink(link: Link): void {
  for (const fn of link.functions.values()) {
    resetFunction(fn, new Map());
    if (fn.below !== null) resetLink(fn.below);
  }
}
