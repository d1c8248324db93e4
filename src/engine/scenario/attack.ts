export const ATTACK_KINDS = ['dma-read', 'dma-write', 'msi'] as const;
export const ATTACK_TARGETS = ['host', 'neighbour'] as const;

/** What a rogue guest has its function do; only with a function of its own. */
export interface Attack {
  /** DMA from, or to, an address outside its memory; or a forged interrupt message. */
  readonly kind: (typeof ATTACK_KINDS)[number];
  /** One in so many of its transmit buffers, receive buffers or written-back descriptors. */
  readonly every: number;
  /** Whose memory, or interrupt. */
  readonly target: (typeof ATTACK_TARGETS)[number];
}
