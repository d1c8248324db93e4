import type { Page } from '../page';

/** Vital Product Data: read through the capability's own registers, which neither a dump nor the kernel's view gives. */
export function printVpd({ out, verbosity }: Page): void {
  out('Vital Product Data\n');
  if (verbosity >= 2) out('\t\tNot readable\n');
}
