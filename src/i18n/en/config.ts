const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

/** Words of the configuration-space map, the register and its bits. Names of registers are the specification's. */
export const config = {
  space: 'Configuration space',
  map: 'Map of the configuration space, to scale',
  blocks: 'Headers and capabilities',
  scale: (p: { bytes: number }) =>
    p.bytes >= 1024 ? `${p.bytes / 1024} KiB, 64 bytes a row` : `${p.bytes} bytes, 64 a row`,
  other: 'other bytes',
  range: (p: { at: number; size: number }) => `${hex(p.at, 3)}–${hex(p.at + p.size - 1, 3)}`,
  blockName: (p: { title: string; at: number; size: number; changed: number }) =>
    `${p.title}, ${hex(p.at, 3)} to ${hex(p.at + p.size - 1, 3)}, ${p.size} bytes${p.changed === 0 ? '' : `, ${p.changed} changed`}`,
  changedCount: (p: { n: number }) => `${p.n} changed`,
  legendHeat: 'stronger: more bits set',
  legendChanged: 'changed since this function was opened',
  bytesOf: (p: { title: string }) =>
    `Registers of ${p.title}, by address. Arrow keys move, Enter opens a register.`,
  register: (p: { name: string; at: number; value: string; changed: boolean }) =>
    `${p.name}, offset ${hex(p.at, 3)}, ${p.value}${p.changed ? ', changed' : ''}`,
  choose: 'Choose a register to see its bits.',
  at: (p: { at: number; size: number }) =>
    `offset 0x${hex(p.at, 3)}, ${p.size} byte${p.size === 1 ? '' : 's'}`,
  spec: 'Specified in',
  value: 'Value',
  bits: (p: { name: string }) =>
    `Bits of ${p.name}, highest first. Arrow keys move, Enter writes the bit.`,
  bit: (p: { bit: number; field: string; value: number; attr: string }) =>
    `Bit ${p.bit}, ${p.field}, ${p.value}, ${p.attr}`,
  fields: 'Fields',
  column: { bits: 'Bits', field: 'Field', value: 'Value', attr: 'Access', meaning: 'Meaning' },
  reserved: 'reserved',
  hint: 'A bit is a button: pressing it writes the register as setpci would. Read-only bits can be tried too.',
  newValue: (p: { field: string }) => `New value of ${p.field}, decimal or 0x…`,
  write: 'Write',
  notAValue: (p: { max: number }) => `A number from 0 to ${p.max} (0x${p.max.toString(16)}).`,
  copy: 'Copy the command',
  copied: 'Copied',
  reads: 'Reads it',
  sameAs: 'The same from the shell',
  writes: 'Writes so far, the latest first',
  before: 'before',
  after: 'after',
  also: (p: { name: string }) => `changed with it: ${p.name}`,
  took: 'written',
  /** What a write did to the functions of the host. */
  effect: {
    withdrawn: (p: { vfs: number }) =>
      `${p.vfs === 1 ? '1 VF has' : `${p.vfs} VFs have`} left the bus. The kernel was not told: it still lists ${p.vfs === 1 ? 'it' : 'them'}, and every read gives ffff.`,
    back: (p: { vfs: number }) =>
      `${p.vfs === 1 ? '1 VF answers' : `${p.vfs} VFs answer`} on the bus again, reset: what drivers had set up in ${p.vfs === 1 ? 'it' : 'them'} is lost.`,
    unseen: () =>
      'NumVFs VFs answer on the bus now, but the kernel does not look for them. It makes them known when sriov_numvfs is written.',
  },
  live: 'What a write changes here',
  attr: {
    RO: 'Read-only: a write changes nothing.',
    ROS: 'Read-only, kept through a Function Level Reset.',
    RW: 'Read and write: keeps what is written.',
    RWS: 'Read and write, kept through a Function Level Reset.',
    RW1C: 'Reads the state; writing 1 clears it, writing 0 leaves it.',
    RW1CS: 'Writing 1 clears it; kept through a Function Level Reset.',
    HwInit: 'Set by the hardware or the firmware before software runs, read-only from then on.',
    RsvdP: 'Reserved: reads 0; software preserves it when it writes.',
    RsvdZ: 'Reserved: software writes 0.',
  },
  refusal: {
    fixed: 'Ignored: the bit is read-only in this function.',
    'nothing-to-clear': 'Nothing to clear: a 1 clears this bit, and it already reads 0.',
    'vf-enable': 'Ignored: VF Enable is 1. Clear VF Enable first, then write again.',
    device: 'Ignored by the device in its present state.',
    gone: 'The function no longer answers.',
  },
};
