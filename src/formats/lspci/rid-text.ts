import { hex } from './text';

/** A Routing ID inside a register, as `3a:10.2`. */
export function ridText(rid: number): string {
  return `${hex(rid >> 8, 2)}:${hex((rid >> 3) & 31, 2)}.${String(rid & 7)}`;
}
