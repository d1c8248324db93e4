/** Shortest frames at the rate of a 10 Gb/s wire: 64 bytes with FCS, 84 with preamble and gap. */
const FRAME = 60;
export const LINE_RATE_PPS = 1e10 / (84 * 8);

/** Guests of which together the wire is never idle: one vCPU sends about half a million frames a second. */
const SENDERS = 32;

/** Scenarios of which every moment of the run has the wire full. */
export const LOADS: Readonly<Record<string, object>> = {
  /** 32 VFs of one port send. */
  send: {
    nic: { device: 'intel-82599', numVfs: SENDERS },
    host: { cores: SENDERS + 1 },
    vms: [
      {
        count: SENDERS,
        path: 'sriov',
        traffic: { kind: 'bulk', direction: 'tx', packetBytes: FRAME },
      },
    ],
  },
  /** One VF is sent to: its guest takes what one vCPU can, the rest is lost at the full ring and counted. */
  receive: {
    nic: { device: 'intel-82599', numVfs: 1 },
    vms: [
      { count: 1, path: 'sriov', traffic: { kind: 'bulk', direction: 'rx', packetBytes: FRAME } },
    ],
  },
};
