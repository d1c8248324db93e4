import type { Selection } from '../worker/api';
import type { Slice } from './state';

export interface SelectionSlice {
  readonly selected: Selection | null;
  /** Id of the packet whose journey is listed and stepped through; 0 = none. */
  readonly followed: number;
  readonly select: (selected: Selection | null) => void;
  readonly follow: (packet: number) => void;
}

export const createSelection: Slice<SelectionSlice> = (set) => ({
  selected: null,
  followed: 0,
  select: (selected) => {
    set(selected?.kind === 'packet' ? { selected, followed: selected.packet } : { selected });
  },
  follow: (followed) => {
    set({ followed });
  },
});
