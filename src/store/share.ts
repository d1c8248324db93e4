import type { Slice } from './state';

/** What is made of the page to be taken along: an address, files. */
export type Offer = 'share' | 'picture' | 'film';

export interface ShareSlice {
  /** The dialog that is open; null: none. */
  readonly offer: Offer | null;
  /** What somebody wrote to whoever opens their link. Not to be trusted: text, and shown as nothing else. */
  readonly note: string | null;
  readonly setOffer: (offer: Offer | null) => void;
}

export const createShare: Slice<ShareSlice> = (set) => ({
  offer: null,
  note: null,
  setOffer: (offer) => {
    set({ offer });
  },
});
