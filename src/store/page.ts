import type { Slice } from './state';

/** What lies over the page as a whole; one at a time. */
export type PageDialog = 'help' | 'settings';

export interface PageSlice {
  readonly dialog: PageDialog | null;
  /** How often it was asked what is on the screen: each time it is said anew. */
  readonly asked: number;
  readonly openDialog: (dialog: PageDialog | null) => void;
  readonly describe: () => void;
}

export const createPage: Slice<PageSlice> = (set, get) => ({
  dialog: null,
  asked: 0,
  openDialog: (dialog) => {
    set({ dialog });
  },
  describe: () => {
    set({ asked: get().asked + 1 });
  },
});
