/** Hops in one chunk; 24 bytes each, so that a chunk is about 64 KiB. */
const HOPS = 2730;
const KEPT_CHUNKS = 8;

interface Chunk {
  /** start, end of each hop in turn */
  readonly times: Float64Array;
  /** packet, station of each hop in turn */
  readonly words: Int32Array;
}

/**
 * Hops into typed-array chunks that go round, as when full chunks are transferred to the page and come
 * back. What is written stays there, nothing is sampled.
 */
export class HopTrace {
  /** Hops in full chunks, for the check that none is lost. */
  private handedOver = 0;
  private fill = 0;
  private readonly ring: Chunk[] = Array.from({ length: KEPT_CHUNKS }, () => ({
    times: new Float64Array(2 * HOPS),
    words: new Int32Array(2 * HOPS),
  }));
  private current = 0;
  private times = (this.ring[0] as Chunk).times;
  private words = (this.ring[0] as Chunk).words;

  get hops(): number {
    return this.handedOver + (this.fill >> 1);
  }

  hop(start: number, end: number, packet: number, station: number): void {
    const at = this.fill;
    this.times[at] = start;
    this.times[at + 1] = end;
    this.words[at] = packet;
    this.words[at + 1] = station;
    this.fill = at + 2;
    if (this.fill === 2 * HOPS) this.turn();
  }

  private turn(): void {
    this.handedOver += HOPS;
    this.fill = 0;
    this.current = (this.current + 1) % KEPT_CHUNKS;
    const chunk = this.ring[this.current] as Chunk;
    this.times = chunk.times;
    this.words = chunk.words;
  }
}
