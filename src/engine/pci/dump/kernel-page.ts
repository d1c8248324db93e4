import type { Bytes } from '../../units';
import { PAGE_SIZES } from '../host-bus';
import type { DumpedHost } from './read-host';

/**
 * The page of the kernel that a dump was taken under: no System Page Size is below it, so the largest that is not
 * above any of them; what a kernel with smaller pages would have written, it would write too.
 */
export function kernelPageOf({ pfs }: Pick<DumpedHost, 'pfs'>): Bytes {
  const written = Math.min(...pfs.map(({ systemPage }) => systemPage));
  const [smallest, ...larger] = PAGE_SIZES;
  return pfs.length === 0 ? smallest : (larger.findLast((page) => page <= written) ?? smallest);
}
