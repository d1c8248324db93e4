import type { PathId } from '../scenario/scenario';
import { bareMetal } from './bare-metal';
import { emulated } from './emulated';
import { emulatedRtl8139 } from './emulated-rtl8139';
import type { IoPath } from './io-path';
import { passthrough } from './passthrough';
import { sriov } from './sriov';
import { vhostNet } from './vhost-net';
import { vhostUser } from './vhost-user';
import { virtio } from './virtio';

/** The only list of paths; a path picker shows them in this order. */
export const PATHS: readonly IoPath[] = [
  emulated,
  emulatedRtl8139,
  virtio,
  vhostNet,
  vhostUser,
  passthrough,
  sriov,
  bareMetal,
];

export function pathById(id: PathId): IoPath {
  const path = PATHS.find((p) => p.id === id);
  if (!path) throw new Error(`path ${id} is in the schema but not in the list`);
  return path;
}
