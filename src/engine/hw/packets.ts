/** Where a frame goes: a guest's number, or one of these. */
export const OUTSIDE = -1;
export const EVERYBODY = -2;
/** A unicast address that no interface has. */
export const NOBODY = -3;
/** A multicast group: it reaches whoever has joined it. */
export const GROUP = -4;
/** The address of the host's own bridge, which stands for a service: whoever balances its load gives it on. */
export const SERVICE = -5;

/** Is the address one of several receivers? */
export const isGroup = (address: number) => address === EVERYBODY || address === GROUP;

/** What a tag adds to a frame on the wire, bytes. */
export const VLAN_TAG = 4;

/** VLAN ID and priority of a tag (IEEE 802.1Q, TCI): PCP in bits 15 to 13, VID in bits 11 to 0. */
export const vidOf = (tci: number) => tci & 0xfff;
export const tciOf = (vid: number, priority: number) => (priority << 13) | vid;

/** Bits of `flags`. */
export const REQUEST = 1;
export const RESPONSE = 2;
/** A copy that a switch made of a broadcast; not sent by anybody. */
export const REPLICA = 4;
/** A further frame of a packet that was cut; counted with it when it was sent. */
export const SEGMENT = 8;
/** More frames of the same descriptor follow. */
export const FRAME_OF_CHAIN = 16;
/** A guest that was moved says where it is: a gratuitous ARP, or the RARP of its VMM. */
export const ANNOUNCE = 32;
/** Somebody else's DMA overwrote it while it lay in memory. */
export const OVERWRITTEN = 64;
/** Its data could not be read: the completion said so. */
export const ABORTED = 128;

/** Ethernet, IPv4 and TCP headers with time stamps: what each frame of a super-packet has again. */
export const HEADERS = 66;

/**
 * Frames by id, from 1; 0 means no frame. The row of an id is `id & mask`, and it keeps its values
 * after the frame's end until another id takes the row, so that late work can still name the frame.
 */
export interface PacketTable {
  nextId: number;
  live: number;
  mask: number;
  alive: Uint8Array;
  id: Int32Array;
  /** Guest in whose figures the packet counts. */
  vm: Int16Array;
  /** Number of the guest whose address stands as the source, OUTSIDE or NOBODY. */
  src: Int16Array;
  /** Number of the receiving guest, OUTSIDE, EVERYBODY, NOBODY, GROUP or SERVICE. */
  dst: Int16Array;
  /** Tag that the frame carries where it is now (TCI); 0 = none. `bytes` does not count it. */
  vlan: Uint16Array;
  /** Which of the flows on its guest's account it belongs to: what tells them apart is the client's port. */
  flow: Uint8Array;
  bytes: Int32Array;
  /** Frames on the wire that it stands for: more than one for a super-packet. */
  frames: Uint8Array;
  flags: Uint8Array;
  /** Whom its IP header is for: `dst`, unless a MAC address was written over on the way. */
  target: Int16Array;
  /** Frames that it, or what it was cut from, stood for when it was sent. */
  sentAs: Uint8Array;
  /** Frames that the same side had sent before on this guest's account. */
  before: Int32Array;
  /** Metadata that goes with it between card and host in switchdev mode: the port of the switch it came in at or is for, + 2; 0 = none. */
  vport: Int16Array;
  created: Float64Array;
  /** Times a CPU of the host has copied its payload. */
  copies: Uint8Array;
  /** Where it was last, and since when: what lies between two hops is waiting. */
  place: Int16Array;
  since: Float64Array;
}

const FIRST_ROWS = 256;

export function createPackets(rows = FIRST_ROWS): PacketTable {
  return {
    nextId: 1,
    live: 0,
    mask: rows - 1,
    alive: new Uint8Array(rows),
    id: new Int32Array(rows),
    vm: new Int16Array(rows),
    src: new Int16Array(rows),
    dst: new Int16Array(rows),
    vlan: new Uint16Array(rows),
    flow: new Uint8Array(rows),
    bytes: new Int32Array(rows),
    frames: new Uint8Array(rows),
    flags: new Uint8Array(rows),
    target: new Int16Array(rows),
    sentAs: new Uint8Array(rows),
    before: new Int32Array(rows),
    vport: new Int16Array(rows),
    created: new Float64Array(rows),
    copies: new Uint8Array(rows),
    place: new Int16Array(rows),
    since: new Float64Array(rows),
  };
}

/** Takes the next id whose row is free; the table grows when half of it is alive. */
export function takeId(p: PacketTable): number {
  if (2 * p.live > p.mask) grow(p);
  // A frame that waits long keeps its row; the ids that would fall on it are left out.
  while (p.alive[p.nextId & p.mask]) p.nextId++;
  const id = p.nextId++;
  p.live++;
  p.alive[id & p.mask] = 1;
  p.id[id & p.mask] = id;
  p.vport[id & p.mask] = 0;
  return id;
}

/** What the headers of a copy have from its original besides addresses. */
export const HEADERS_OF = ['target', 'sentAs', 'before'] as const;
/** What a frame has from the packet that it is cut from. */
export const INHERITED = [
  ...HEADERS_OF,
  ...(['vm', 'src', 'dst', 'vlan', 'vport', 'flow', 'created', 'copies', 'place'] as const),
] as const;

/** Copies columns of one row to another's. */
export function inherit(
  p: PacketTable,
  id: number,
  from: number,
  columns: readonly (typeof INHERITED)[number][],
): void {
  for (const column of columns) p[column][id & p.mask] = p[column][from & p.mask] as number;
}

/** Puts the port of the switch beside a frame. */
export function setVport(p: PacketTable, id: number, port: number): void {
  p.vport[id & p.mask] = port + 2;
}

/** Takes it away again; null where there was none. */
export function takeVport(p: PacketTable, id: number): number | null {
  const row = id & p.mask;
  const port = p.vport[row] as number;
  p.vport[row] = 0;
  return port === 0 ? null : port - 2;
}

/** Sets bits of a frame's flags. */
export function mark({ flags: of, mask }: PacketTable, id: number, flags: number): void {
  of[id & mask] = (of[id & mask] as number) | flags;
}

export function endOfLife(p: PacketTable, id: number): void {
  p.alive[id & p.mask] = 0;
  p.live--;
}

function grow(p: PacketTable): void {
  const next = createPackets(2 * (p.mask + 1));
  for (let row = 0; row <= p.mask; row++) {
    const id = p.id[row] as number;
    if (id === 0) continue;
    const to = id & next.mask;
    for (const column of COLUMNS) next[column][to] = p[column][row] as number;
  }
  p.mask = next.mask;
  Object.assign(p, Object.fromEntries(COLUMNS.map((column) => [column, next[column]])));
}

const COLUMNS = [
  'alive',
  'id',
  'vm',
  'src',
  'dst',
  'vlan',
  'flow',
  'bytes',
  'frames',
  'flags',
  'target',
  'sentAs',
  'before',
  'vport',
  'created',
  'copies',
  'place',
  'since',
] as const satisfies readonly (keyof PacketTable)[];
