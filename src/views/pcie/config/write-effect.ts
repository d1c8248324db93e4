import type { HostPicture } from '../../../store/vocabulary';
import { bitsOf } from './register-bits';
import type { PlacedRegister } from './byte-map';

/** What a write did to the functions of the host, beyond the bits of the register. */
export interface WriteEffect {
  /** `unseen`: the card has VFs that the kernel does not look for. */
  readonly kind: 'withdrawn' | 'back' | 'unseen';
  /** 0 where nobody can count them. */
  readonly vfs: number;
}

const SRIOV_CONTROL = 0x08;
const silent = (host: HostPicture) => host.functions.filter((fn) => !fn.answers).length;

/** VFs that left the bus or came back with one write; null where none did. */
export function effectOf(
  host: { readonly before: HostPicture | null; readonly after: HostPicture | null },
  { placed, register }: PlacedRegister,
  value: { readonly before: number; readonly after: number },
): WriteEffect | null {
  if (host.before === null || host.after === null) return null;
  const change = silent(host.after) - silent(host.before);
  if (change > 0) return { kind: 'withdrawn', vfs: change };
  if (change < 0) return { kind: 'back', vfs: -change };
  const enable = (of: number) => bitsOf(of, 0, 0);
  const control = placed.table.id === 'sriov' && register.offset === SRIOV_CONTROL;
  return control && enable(value.after) > enable(value.before) ? { kind: 'unseen', vfs: 0 } : null;
}
