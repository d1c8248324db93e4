import { bit, bits, extended, register, whole } from './notation';
import type { Attribute, Field, Register, RegisterTable } from './register';

const S = 'PCIe 5.0 §7.8.4';

const UNCORRECTABLE: readonly (readonly [number, string, number])[] = [
  [26, 'Poisoned TLP Egress Blocked', 0],
  [25, 'TLP Prefix Blocked Error', 0],
  [24, 'AtomicOp Egress Blocked', 0],
  [23, 'MC Blocked TLP', 0],
  [22, 'Uncorrectable Internal Error', 1],
  [21, 'ACS Violation', 0],
  [20, 'Unsupported Request Error', 0],
  [19, 'ECRC Error', 0],
  [18, 'Malformed TLP', 1],
  [17, 'Receiver Overflow', 1],
  [16, 'Unexpected Completion', 0],
  [15, 'Completer Abort', 0],
  [14, 'Completion Timeout', 0],
  [13, 'Flow Control Protocol Error', 1],
  [12, 'Poisoned TLP Received', 0],
  [5, 'Surprise Down Error', 1],
  [4, 'Data Link Protocol Error', 1],
];
const CORRECTABLE: readonly (readonly [number, string, number])[] = [
  [15, 'Header Log Overflow', 1],
  [14, 'Corrected Internal Error', 1],
  [13, 'Advisory Non-Fatal Error', 1],
  [12, 'Replay Timer Timeout', 0],
  [8, 'REPLAY_NUM Rollover', 0],
  [7, 'Bad DLLP', 0],
  [6, 'Bad TLP', 0],
  [0, 'Receiver Error', 0],
];
const each = (
  list: readonly (readonly [number, string, number])[],
  suffix: string,
  attr: Attribute,
  withReset: boolean,
): Field[] =>
  list.map(([at, name, reset]) => bit(at, attr, `${name} ${suffix}`, withReset ? reset : 0));

const common: readonly Register[] = [
  register(0x04, 4, 'Uncorrectable Error Status', `${S}.2`, [
    ...each(UNCORRECTABLE, 'Status', 'RW1CS', false),
  ]),
  register(0x08, 4, 'Uncorrectable Error Mask', `${S}.3`, [
    ...each(UNCORRECTABLE, 'Mask', 'RWS', false),
  ]),
  register(0x0c, 4, 'Uncorrectable Error Severity', `${S}.4`, [
    ...each(UNCORRECTABLE, 'Severity', 'RWS', true),
  ]),
  register(0x10, 4, 'Correctable Error Status', `${S}.5`, [
    ...each(CORRECTABLE, 'Status', 'RW1CS', false),
  ]),
  register(0x14, 4, 'Correctable Error Mask', `${S}.6`, [
    ...each(CORRECTABLE, 'Mask', 'RWS', true),
  ]),
  register(0x18, 4, 'Advanced Error Capabilities and Control', `${S}.7`, [
    bit(12, 'RO', 'Completion Timeout Prefix/Header Log Capable'),
    bit(11, 'ROS', 'TLP Prefix Log Present'),
    bit(10, 'RWS', 'Multiple Header Recording Enable'),
    bit(9, 'RO', 'Multiple Header Recording Capable'),
    bit(8, 'RWS', 'ECRC Check Enable'),
    bit(7, 'RO', 'ECRC Check Capable'),
    bit(6, 'RWS', 'ECRC Generation Enable'),
    bit(5, 'RO', 'ECRC Generation Capable'),
    bits(4, 0, 'ROS', 'First Error Pointer'),
  ]),
  ...[0, 1, 2, 3].map((i) => whole(0x1c + 4 * i, 4, `Header Log ${i + 1}`, 'ROS', `${S}.8`)),
];
const rootRegisters: readonly Register[] = [
  register(0x2c, 4, 'Root Error Command', `${S}.9`, [
    bit(2, 'RW', 'Fatal Error Reporting Enable'),
    bit(1, 'RW', 'Non-Fatal Error Reporting Enable'),
    bit(0, 'RW', 'Correctable Error Reporting Enable'),
  ]),
  register(0x30, 4, 'Root Error Status', `${S}.10`, [
    bits(31, 27, 'RO', 'Advanced Error Interrupt Message Number'),
    bits(8, 7, 'ROS', 'ERR_COR Subclass'),
    bit(6, 'RW1CS', 'Fatal Error Messages Received'),
    bit(5, 'RW1CS', 'Non-Fatal Error Messages Received'),
    bit(4, 'RW1CS', 'First Uncorrectable Fatal'),
    bit(3, 'RW1CS', 'Multiple ERR_FATAL/NONFATAL Received'),
    bit(2, 'RW1CS', 'ERR_FATAL/NONFATAL Received'),
    bit(1, 'RW1CS', 'Multiple ERR_COR Received'),
    bit(0, 'RW1CS', 'ERR_COR Received'),
  ]),
  whole(0x34, 2, 'ERR_COR Source Identification', 'ROS', `${S}.11`),
  whole(0x36, 2, 'ERR_FATAL/NONFATAL Source Identification', 'ROS', `${S}.11`),
];
const prefixLog = [0, 1, 2, 3].map((i) =>
  whole(0x38 + 4 * i, 4, `TLP Prefix Log ${i + 1}`, 'ROS', `${S}.12`),
);

const TITLE = 'Advanced Error Reporting';

export const AER: RegisterTable = extended('aer', TITLE, 0x0001, 2, 0x48, [
  ...common,
  ...prefixLog,
]);
/** With the root error registers. */
export const AER_ROOT: RegisterTable = extended('aer', TITLE, 0x0001, 2, 0x48, [
  ...common,
  ...rootRegisters,
  ...prefixLog,
]);
