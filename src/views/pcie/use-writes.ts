import { useState } from 'react';
import { useApp } from '../../store';
import type { ConfigPicture, HostPicture } from '../../store/vocabulary';
import { blocksOf, readBytes, registersOf, type PlacedRegister } from './config/byte-map';
import { alsoChanged, refusalOf } from './config/register-bits';
import type { WriteEntry } from './config/RegisterDetail';
import { effectOf } from './config/write-effect';
import { setpciLine } from './config/setpci-line';

/** Writes that are remembered for each function. */
const KEPT = 20;

/** What a write meant and what became of it. */
function entryOf(
  id: number,
  before: ConfigPicture,
  after: ConfigPicture | null,
  placed: PlacedRegister,
  value: number,
  meant: number,
  host: { readonly before: HostPicture | null; readonly after: HostPicture | null },
): WriteEntry {
  const { register, at } = placed;
  const was = readBytes(before.bytes, at, register.size);
  const is = after === null ? was : readBytes(after.bytes, at, register.size);
  const all = blocksOf(before).flatMap(registersOf);
  const others = after === null ? [] : alsoChanged(all, placed, before.bytes, after.bytes);
  return {
    id,
    line: setpciLine(before.bdf, placed, before.tables, value),
    register: register.name,
    digits: register.size * 2,
    before: was,
    after: is,
    refusal: after === null ? 'gone' : refusalOf(before, placed, meant, is),
    effect: effectOf(host, placed, { before: was, after: is }),
    also: others.map((other) => ({
      name: other.register.name,
      digits: other.register.size * 2,
      before: other.before,
      after: other.after,
    })),
  };
}

export interface Writes {
  /** Of one function, the latest first. */
  readonly of: (rid: number) => readonly WriteEntry[];
  readonly busy: boolean;
  readonly write: (
    config: ConfigPicture,
    placed: PlacedRegister,
    value: number,
    meant: number,
  ) => void;
}

/** Writes to configuration spaces as setpci makes them, with what became of each. */
export function useWrites(): Writes {
  const [log, setLog] = useState<ReadonlyMap<number, readonly WriteEntry[]>>(new Map());
  const [busy, setBusy] = useState(false);
  return {
    of: (rid) => log.get(rid) ?? [],
    busy,
    write: (config, placed, value, meant) => {
      const { rid } = config;
      const { writeConfig, config: read } = useApp.getState();
      const { host: before } = useApp.getState();
      setBusy(true);
      void writeConfig(rid, placed.at, placed.register.size, value)
        .then(() => read(rid))
        .then((after) => {
          const host = { before, after: useApp.getState().host };
          setLog((all) => {
            const own = all.get(rid) ?? [];
            const entry = entryOf((own[0]?.id ?? 0) + 1, config, after, placed, value, meant, host);
            return new Map(all).set(rid, [entry, ...own].slice(0, KEPT));
          });
        })
        .finally(() => setBusy(false));
    },
  };
}
