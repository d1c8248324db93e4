import type { KernelLog, NetDevice } from './kernel';

/** What rtnetlink needs of the rest of the kernel. */
export interface NetAccess {
  readonly log: KernelLog;
  /** Kernel 6.12 words some lines otherwise. */
  readonly is612: boolean;
  devices(): readonly NetDevice[];
  /** The PF's interface and the VF's index for a VF's interface. */
  physical(device: NetDevice): { readonly pf: NetDevice; readonly index: number } | null;
}

/** `igb 0000:01:00.0: `, as dev_info has it. */
export function functionPrefix(device: NetDevice): string {
  return `${device.driver ?? ''} ${device.parent?.name ?? ''}`.trim();
}
