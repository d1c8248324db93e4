import type { Slice } from './state';

/** What lies over the page as a whole; one at a time. */
export type PageDialog = 'help' | 'settings';

export interface PageSlice {
  readonly dialog: PageDialog | null;
  /** How often it was asked what is on the screen: each time it is said anew. */
  readonly asked: number;
  /** Why a part of the page could not be fetched; null while none is missed, or when that has been read. */
  readonly lost: string | null;
  /** How often it was tried to have missed parts after all. */
  readonly attempt: number;
  /** How much larger than usual letters can be where somebody presents, to be read from the last row; 0 where nobody does. */
  readonly hall: number;
  /** Width of the page's own scroll bar in pixels; 0 where it has none, or it lies over the page. */
  readonly bar: number;
  readonly openDialog: (dialog: PageDialog | null) => void;
  readonly describe: () => void;
  readonly losePart: (message: string) => void;
  readonly fetchAgain: () => void;
  /** Goes on without: what would have come over the page is no longer asked for, so that it can be asked for again. */
  readonly goWithout: () => void;
}

/** How much larger than usual the page's letters are: as they were set, or as a hall needs them. What is drawn grows alike. */
export const lettersOf = ({ text, hall }: { readonly text: number; readonly hall: number }) =>
  hall > 0 && text === 100 ? hall : Math.max(text / 100, hall);

export const createPage: Slice<PageSlice> = (set, get) => ({
  dialog: null,
  asked: 0,
  lost: null,
  attempt: 0,
  hall: 0,
  bar: 0,
  openDialog: (dialog) => {
    set({ dialog });
  },
  describe: () => {
    set({ asked: get().asked + 1 });
  },
  losePart: (lost) => {
    set({ lost });
  },
  fetchAgain: () => {
    set({ lost: null, attempt: get().attempt + 1 });
  },
  goWithout: () => {
    set({ lost: null, dialog: null, offer: null, question: null, glossary: null, docs: null });
  },
});
