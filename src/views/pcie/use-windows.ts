import { useEffect, useState } from 'react';
import { useMessages } from '../../i18n/react';
import { formatBytes } from '../../i18n/format';
import { useApp } from '../../store';
import type { HostPicture } from '../../store/vocabulary';
import { windowsOf, type Window } from './function/bars';

/** A host with more bridges than this shows their windows only where one is opened. */
const MOST_BRIDGES = 48;

/** Memory below 4 GiB and prefetchable memory of each bridge in a few words, by Routing ID. */
export function useWindows(host: HostPicture | null): ReadonlyMap<number, string> {
  const m = useMessages().pcie;
  const [windows, setWindows] = useState<ReadonlyMap<number, readonly Window[]>>(new Map());
  useEffect(() => {
    const bridges = host?.functions.filter((fn) => fn.secondary !== null) ?? [];
    if (bridges.length > MOST_BRIDGES) return;
    let current = true;
    const { config } = useApp.getState();
    void Promise.all(bridges.map(({ rid }) => config(rid))).then((found) => {
      if (!current) return;
      setWindows(
        new Map(found.flatMap((one) => (one === null ? [] : [[one.rid, windowsOf(one)] as const]))),
      );
    });
    return () => {
      current = false;
    };
  }, [host]);
  return new Map(
    [...windows].map(([rid, all]) => {
      const open = all.flatMap(({ kind, span }) =>
        kind === 'io' || span === null
          ? []
          : [
              m.opens({
                kind,
                size: formatBytes(span.limit - span.base + 1).replace(/\.0+(?= )/u, ''),
              }),
            ],
      );
      return [rid, open.join(' · ')];
    }),
  );
}
