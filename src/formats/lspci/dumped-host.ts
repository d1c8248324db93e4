import { readHost, type DumpedHost } from '../../engine/pci/dump/read-host';
import type { DumpedFunction } from '../../engine/pci/dump/dumped';
import type { DumpFunction } from './read-dump';

/** The functions of a dump's first domain as hardware: bytes, and the sizes that only its text tells. */
export function dumpedHost(functions: readonly DumpFunction[]): DumpedHost {
  const domain = functions[0]?.seen.domain ?? 0;
  return readHost(functions.filter(({ seen }) => seen.domain === domain).map(dumped));
}

function dumped({ seen, notes }: DumpFunction): DumpedFunction {
  const sizes = (virtual: boolean) =>
    Object.fromEntries(
      notes.regions
        .filter((region) => region.virtual === virtual && region.size !== null)
        .map(({ index, size }) => [index, size ?? 0]),
    );
  return {
    rid: (seen.bus << 8) | (seen.device << 3) | seen.fn,
    config: seen.config,
    barSizes: sizes(false),
    vfBarSizes: sizes(true),
  };
}
