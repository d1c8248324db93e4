/** lspci's own end when a capability makes it look at bytes it never asked for. */
export class UnreadByte extends Error {
  constructor(at: number) {
    super(`Internal bug: Accessing non-read configuration byte at position ${at.toString(16)}`);
  }
}

/**
 * The bytes of one function, asked for before they are used: what a dump or a process without rights does not have
 * cannot be had (`need` says so), and a byte that nobody asked for ends the program, as with the original.
 */
export class ConfigReader {
  private readonly bytes: Uint8Array;
  /** Made when first needed: a plain list of 65,535 functions asks for nothing. */
  private asked = new Uint8Array(0);

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Asks for `length` bytes; false when not all of those still missing can be had. */
  need(at: number, length: number): boolean {
    if (this.asked.length === 0) this.asked = new Uint8Array(this.bytes.length);
    let [from, to] = [at, at + length];
    while (from < to && this.asked[from] === 1) from++;
    while (from < to && this.asked[to - 1] === 1) to--;
    if (from === to) return true;
    if (to > this.bytes.length) return false;
    this.asked.fill(1, from, to);
    return true;
  }

  byte(at: number): number {
    if (this.asked[at] !== 1) throw new UnreadByte(at);
    return this.bytes[at] ?? 0;
  }

  word(at: number): number {
    return this.byte(at) | (this.byte(at + 1) << 8);
  }

  long(at: number): number {
    return (this.word(at) | (this.word(at + 2) << 16)) >>> 0;
  }

  /** Two registers, the lower half first. */
  quad(at: number): bigint {
    return BigInt(this.long(at)) | (BigInt(this.long(at + 4)) << 32n);
  }
}
