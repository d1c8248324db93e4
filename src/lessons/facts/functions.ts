import { isSlice } from '../../engine/scenario/function-kinds';
import type { VmInfo } from '../../engine/topology';
import type { Value } from '../predicate/expression';

/** What of the card is a guest's or a program's own; null where nothing is. */
export function functionOf(vm: VmInfo | undefined): Value {
  if (vm === undefined || vm.withoutDevice) return null;
  switch (vm.path) {
    case 'sriov':
      return vm.function;
    case 'passthrough':
      return 'pf';
    case 'bare-metal':
      return vm.function === 'sf' ? 'sf' : 'pf';
    case 'emulated':
    case 'emulated-rtl8139':
    case 'virtio':
    case 'vhost-net':
    case 'vhost-user':
      return null;
  }
}

/** Whose Routing ID the card's reads and writes carry: a slice has none of its own, and the host's frames go by the PF. */
export function requesterOf(vm: VmInfo | undefined): Value {
  if (vm === undefined || vm.withoutDevice) return null;
  return vm.path === 'sriov' && !isSlice(vm.function) ? 'vf' : 'pf';
}
