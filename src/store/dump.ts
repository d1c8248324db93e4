import type { ImportResult } from '../worker/host-api';
import type { Lab } from './lab';
import { onOtherHost } from './other-host';
import type { Slice } from './state';

/** An `lspci` dump that is being looked at, before its host is used. */
export interface DumpDraft {
  /** The file's name; '' for what was pasted. */
  readonly name: string;
  readonly text: string;
  /** The learner wants the serial numbers kept. */
  readonly serials: boolean;
  /** What the dump tells; null while it is read, and where there is no text. */
  readonly result: ImportResult | null;
}

export interface DumpSlice {
  /** Null while nobody looks at a dump. */
  readonly dump: DumpDraft | null;
  /** Opens the dialog, empty or with a dump, and reads that. */
  readonly openDump: (text: string, name: string) => void;
  readonly setDumpSerials: (serials: boolean) => void;
  /** The scenario's host becomes the one of the dump; its card carries the traffic. */
  readonly takeDump: () => Promise<void>;
  readonly closeDump: () => void;
}

const FUNCTION_LINE = /^(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-1][0-9a-f]\.[0-7]\s/imu;
const HEX_LINE = /^[0-9a-f]{2,3}:(?: [0-9a-f]{2}){2,16}\s*$/imu;
const LOOKED_AT = 64_000;

/** Whether a text is what `lspci` prints, with or without bytes. */
export function looksLikeDump(text: string): boolean {
  const start = text.slice(0, LOOKED_AT);
  if (/^\s*[{[]/u.test(start)) return false;
  return FUNCTION_LINE.test(start) || HEX_LINE.test(start);
}

export const createDump =
  (lab: Lab): Slice<DumpSlice> =>
  (set, get) => {
    /** Reads what is shown; replies about what is no longer shown are dropped. */
    const read = async () => {
      const asked = get().dump;
      if (asked === null || asked.text.trim() === '') return;
      const result = await get().readDump(asked.text, asked.serials);
      const { dump } = get();
      if (result === null || dump === null) return;
      if (dump.text !== asked.text || dump.serials !== asked.serials) return;
      set({ dump: { ...dump, result } });
    };

    return {
      dump: null,
      openDump: (text, name) => {
        set({ dump: { name, text, serials: get().dump?.serials ?? false, result: null } });
        void read();
      },
      setDumpSerials: (serials) => {
        const { dump } = get();
        if (dump === null) return;
        set({ dump: { ...dump, serials, result: null } });
        void read();
      },
      takeDump: async () => {
        const { dump } = get();
        if (dump?.result?.ok !== true) return;
        const { text, functions } = dump.result.dump;
        set({ dump: null });
        const { name } = dump;
        const result = await lab.editAnew((input) => onOtherHost(input, { lspci: text }));
        if (result === null) return;
        set(
          result.ok
            ? { notice: { kind: 'dump-opened', name, functions } }
            : { issues: [], notice: { kind: 'scenario-refused', name, issues: result.issues } },
        );
      },
      closeDump: () => {
        set({ dump: null });
      },
    };
  };
