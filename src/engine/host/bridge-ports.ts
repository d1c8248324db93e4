/** Reader of a tap's queue: the VMM's main loop or a vhost worker. */
export interface TapReader {
  /** The queue of a channel is no longer empty. In the context of whoever filled it. */
  readable(ch: number, packet: number): void;
}

export interface TapSettings {
  /** The reader takes super-packets (vnet header); else the kernel cuts them before the tap. */
  readonly gso: boolean;
  /** Longest frame, bytes: the MTU of the tap is that of its guest. */
  readonly maxFrame: number;
}

/** A port of a bridge that is no tap: a VF's representor. */
export interface BridgePort {
  readonly place: number;
  /** The VF, and the port of the card whose uplink the same bridge has. */
  readonly fn: number;
  readonly port: number;
  /** It is a port of that bridge; else what comes in there is nobody's. */
  readonly bridged: boolean;
  xmit(packet: number): void;
}

/** Told of each frame that a bridge passes between ports of the card's switch: functions, or the wire (-1). */
export type Learned = (port: number, packet: number, from: number, to: number) => void;

/** What the host's NIC driver offers to the bridge. */
export interface Uplink {
  /** Work of transmitting one frame, in the context of the calling thread. */
  xmit(packet: number): void;
}

/** What interfaces are called: the bridge's own, and a port, as `vnet0` of guest 0 or (below 0) -1 - uplink. */
export interface BridgeNames {
  readonly bridge: string;
  readonly port: (port: number) => string;
}
