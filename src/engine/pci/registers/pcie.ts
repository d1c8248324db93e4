import { bit, bits, capability, register, whole } from './notation';
import type { Register, RegisterTable } from './register';

const S = 'PCIe 5.0 §7.5.3';

const capabilities = register(0x02, 2, 'PCI Express Capabilities', `${S}.2`, [
  bits(13, 9, 'RO', 'Interrupt Message Number'),
  bit(8, 'HwInit', 'Slot Implemented'),
  bits(7, 4, 'RO', 'Device/Port Type'),
  bits(3, 0, 'RO', 'Capability Version', 2),
]);
const deviceCapabilities = register(0x04, 4, 'Device Capabilities', `${S}.3`, [
  bit(28, 'RO', 'Function Level Reset Capability'),
  bits(27, 26, 'RO', 'Captured Slot Power Limit Scale'),
  bits(25, 18, 'RO', 'Captured Slot Power Limit Value'),
  bit(16, 'RO', 'ERR_COR Subclass Capable'),
  bit(15, 'RO', 'Role-Based Error Reporting', 1),
  bits(11, 9, 'RO', 'Endpoint L1 Acceptable Latency'),
  bits(8, 6, 'RO', 'Endpoint L0s Acceptable Latency'),
  bit(5, 'RO', 'Extended Tag Field Supported'),
  bits(4, 3, 'RO', 'Phantom Functions Supported'),
  bits(2, 0, 'RO', 'Max_Payload_Size Supported'),
]);
const deviceControl = register(0x08, 2, 'Device Control', `${S}.4`, [
  bit(15, 'RW', 'Initiate Function Level Reset'),
  bits(14, 12, 'RW', 'Max_Read_Request_Size', 2),
  bit(11, 'RW', 'Enable No Snoop', 1),
  bit(10, 'RWS', 'Aux Power PM Enable'),
  bit(9, 'RW', 'Phantom Functions Enable'),
  bit(8, 'RW', 'Extended Tag Field Enable'),
  bits(7, 5, 'RW', 'Max_Payload_Size'),
  bit(4, 'RW', 'Enable Relaxed Ordering', 1),
  bit(3, 'RW', 'Unsupported Request Reporting Enable'),
  bit(2, 'RW', 'Fatal Error Reporting Enable'),
  bit(1, 'RW', 'Non-Fatal Error Reporting Enable'),
  bit(0, 'RW', 'Correctable Error Reporting Enable'),
]);
const deviceStatus = register(0x0a, 2, 'Device Status', `${S}.5`, [
  bit(6, 'RW1C', 'Emergency Power Reduction Detected'),
  bit(5, 'RO', 'Transactions Pending'),
  bit(4, 'RO', 'AUX Power Detected'),
  bit(3, 'RW1C', 'Unsupported Request Detected'),
  bit(2, 'RW1C', 'Fatal Error Detected'),
  bit(1, 'RW1C', 'Non-Fatal Error Detected'),
  bit(0, 'RW1C', 'Correctable Error Detected'),
]);
const link: readonly Register[] = [
  register(0x0c, 4, 'Link Capabilities', `${S}.6`, [
    bits(31, 24, 'HwInit', 'Port Number'),
    bit(22, 'HwInit', 'ASPM Optionality Compliance'),
    bit(21, 'RO', 'Link Bandwidth Notification Capability'),
    bit(20, 'RO', 'Data Link Layer Link Active Reporting Capable'),
    bit(19, 'RO', 'Surprise Down Error Reporting Capable'),
    bit(18, 'RO', 'Clock Power Management'),
    bits(17, 15, 'RO', 'L1 Exit Latency'),
    bits(14, 12, 'RO', 'L0s Exit Latency'),
    bits(11, 10, 'RO', 'Active State Power Management Support'),
    bits(9, 4, 'RO', 'Maximum Link Width'),
    bits(3, 0, 'RO', 'Max Link Speed'),
  ]),
  register(0x10, 2, 'Link Control', `${S}.7`, [
    bits(15, 14, 'RW', 'DRS Signaling Control'),
    bit(11, 'RW', 'Link Autonomous Bandwidth Interrupt Enable'),
    bit(10, 'RW', 'Link Bandwidth Management Interrupt Enable'),
    bit(9, 'RW', 'Hardware Autonomous Width Disable'),
    bit(8, 'RW', 'Enable Clock Power Management'),
    bit(7, 'RW', 'Extended Synch'),
    bit(6, 'RW', 'Common Clock Configuration'),
    bit(5, 'RW', 'Retrain Link'),
    bit(4, 'RW', 'Link Disable'),
    bit(3, 'RW', 'Read Completion Boundary'),
    bits(1, 0, 'RW', 'Active State Power Management Control'),
  ]),
  register(0x12, 2, 'Link Status', `${S}.8`, [
    bit(15, 'RW1C', 'Link Autonomous Bandwidth Status'),
    bit(14, 'RW1C', 'Link Bandwidth Management Status'),
    bit(13, 'RO', 'Data Link Layer Link Active'),
    bit(12, 'HwInit', 'Slot Clock Configuration'),
    bit(11, 'RO', 'Link Training'),
    bits(9, 4, 'RO', 'Negotiated Link Width'),
    bits(3, 0, 'RO', 'Current Link Speed'),
  ]),
];
const slot: readonly Register[] = [
  register(0x14, 4, 'Slot Capabilities', `${S}.9`, [
    bits(31, 19, 'HwInit', 'Physical Slot Number'),
    bit(18, 'HwInit', 'No Command Completed Support'),
    bit(17, 'HwInit', 'Electromechanical Interlock Present'),
    bits(16, 15, 'HwInit', 'Slot Power Limit Scale'),
    bits(14, 7, 'HwInit', 'Slot Power Limit Value'),
    bit(6, 'HwInit', 'Hot-Plug Capable'),
    bit(5, 'HwInit', 'Hot-Plug Surprise'),
    bit(4, 'HwInit', 'Power Indicator Present'),
    bit(3, 'HwInit', 'Attention Indicator Present'),
    bit(2, 'HwInit', 'MRL Sensor Present'),
    bit(1, 'HwInit', 'Power Controller Present'),
    bit(0, 'HwInit', 'Attention Button Present'),
  ]),
  register(0x18, 2, 'Slot Control', `${S}.10`, [
    bit(12, 'RW', 'Data Link Layer State Changed Enable'),
    bit(11, 'RW', 'Electromechanical Interlock Control'),
    bit(10, 'RW', 'Power Controller Control'),
    bits(9, 8, 'RW', 'Power Indicator Control'),
    bits(7, 6, 'RW', 'Attention Indicator Control'),
    bit(5, 'RW', 'Hot-Plug Interrupt Enable'),
    bit(4, 'RW', 'Command Completed Interrupt Enable'),
    bit(3, 'RW', 'Presence Detect Changed Enable'),
    bit(2, 'RW', 'MRL Sensor Changed Enable'),
    bit(1, 'RW', 'Power Fault Detected Enable'),
    bit(0, 'RW', 'Attention Button Pressed Enable'),
  ]),
  register(0x1a, 2, 'Slot Status', `${S}.11`, [
    bit(8, 'RW1C', 'Data Link Layer State Changed'),
    bit(7, 'RO', 'Electromechanical Interlock Status'),
    bit(6, 'RO', 'Presence Detect State'),
    bit(5, 'RO', 'MRL Sensor State'),
    bit(4, 'RW1C', 'Command Completed'),
    bit(3, 'RW1C', 'Presence Detect Changed'),
    bit(2, 'RW1C', 'MRL Sensor Changed'),
    bit(1, 'RW1C', 'Power Fault Detected'),
    bit(0, 'RW1C', 'Attention Button Pressed'),
  ]),
];
const root: readonly Register[] = [
  register(0x1c, 2, 'Root Control', `${S}.12`, [
    bit(4, 'RW', 'CRS Software Visibility Enable'),
    bit(3, 'RW', 'PME Interrupt Enable'),
    bit(2, 'RW', 'System Error on Fatal Error Enable'),
    bit(1, 'RW', 'System Error on Non-Fatal Error Enable'),
    bit(0, 'RW', 'System Error on Correctable Error Enable'),
  ]),
  register(0x1e, 2, 'Root Capabilities', `${S}.13`, [bit(0, 'RO', 'CRS Software Visibility')]),
  register(0x20, 4, 'Root Status', `${S}.14`, [
    bit(17, 'RO', 'PME Pending'),
    bit(16, 'RW1C', 'PME Status'),
    bits(15, 0, 'RO', 'PME Requester ID'),
  ]),
];
const second = (port: boolean): readonly Register[] => [
  register(0x24, 4, 'Device Capabilities 2', `${S}.15`, [
    bit(31, 'HwInit', 'FRS Supported'),
    bit(26, 'HwInit', 'Emergency Power Reduction Initialization Required'),
    bits(25, 24, 'HwInit', 'Emergency Power Reduction Supported'),
    bits(23, 22, 'HwInit', 'Max End-End TLP Prefixes'),
    bit(21, 'HwInit', 'End-End TLP Prefix Supported'),
    bit(20, 'RO', 'Extended Fmt Field Supported'),
    bits(19, 18, 'HwInit', 'OBFF Supported'),
    bit(17, 'HwInit', '10-Bit Tag Requester Supported'),
    bit(16, 'HwInit', '10-Bit Tag Completer Supported'),
    bits(15, 14, 'HwInit', 'LN System CLS'),
    bits(13, 12, 'RO', 'TPH Completer Supported'),
    bit(11, 'RO', 'LTR Mechanism Supported'),
    bit(10, 'HwInit', 'No RO-enabled PR-PR Passing'),
    bit(9, 'RO', '128-bit CAS Completer Supported'),
    bit(8, 'RO', '64-bit AtomicOp Completer Supported'),
    bit(7, 'RO', '32-bit AtomicOp Completer Supported'),
    bit(6, 'RO', 'AtomicOp Routing Supported'),
    bit(5, 'RO', 'ARI Forwarding Supported'),
    bit(4, 'RO', 'Completion Timeout Disable Supported'),
    bits(3, 0, 'HwInit', 'Completion Timeout Ranges Supported'),
  ]),
  register(0x28, 2, 'Device Control 2', `${S}.16`, [
    bit(15, 'RW', 'End-End TLP Prefix Blocking'),
    bits(14, 13, 'RW', 'OBFF Enable'),
    bit(12, 'RW', '10-Bit Tag Requester Enable'),
    bit(11, 'RW', 'Emergency Power Reduction Request'),
    bit(10, 'RW', 'LTR Mechanism Enable'),
    bit(9, 'RW', 'IDO Completion Enable'),
    bit(8, 'RW', 'IDO Request Enable'),
    bit(7, 'RW', 'AtomicOp Egress Blocking'),
    bit(6, 'RW', 'AtomicOp Requester Enable'),
    bit(5, port ? 'RW' : 'RsvdP', 'ARI Forwarding Enable'),
    bit(4, 'RW', 'Completion Timeout Disable'),
    bits(3, 0, 'RW', 'Completion Timeout Value'),
  ]),
  whole(0x2a, 2, 'Device Status 2', 'RsvdZ', `${S}.17`),
  register(0x2c, 4, 'Link Capabilities 2', `${S}.18`, [
    bit(31, 'RO', 'DRS Supported'),
    bit(24, 'HwInit', 'Two Retimers Presence Detect Supported'),
    bit(23, 'HwInit', 'Retimer Presence Detect Supported'),
    bits(22, 16, 'HwInit', 'Lower SKP OS Reception Supported Speeds Vector'),
    bits(15, 9, 'HwInit', 'Lower SKP OS Generation Supported Speeds Vector'),
    bit(8, 'RO', 'Crosslink Supported'),
    bits(7, 1, 'HwInit', 'Supported Link Speeds Vector'),
  ]),
  register(0x30, 2, 'Link Control 2', `${S}.19`, [
    bits(15, 12, 'RWS', 'Compliance Preset/De-emphasis'),
    bit(11, 'RWS', 'Compliance SOS'),
    bit(10, 'RWS', 'Enter Modified Compliance'),
    bits(9, 7, 'RWS', 'Transmit Margin'),
    bit(6, 'HwInit', 'Selectable De-emphasis'),
    bit(5, 'RWS', 'Hardware Autonomous Speed Disable'),
    bit(4, 'RWS', 'Enter Compliance'),
    bits(3, 0, 'RWS', 'Target Link Speed'),
  ]),
  register(0x32, 2, 'Link Status 2', `${S}.20`, [
    bit(15, 'RW1C', 'DRS Message Received'),
    bits(14, 12, 'RO', 'Downstream Component Presence'),
    bits(9, 8, 'RO', 'Crosslink Resolution'),
    bit(7, 'RO', 'Two Retimers Presence Detected'),
    bit(6, 'RO', 'Retimer Presence Detected'),
    bit(5, 'RW1CS', 'Link Equalization Request 8.0 GT/s'),
    bit(4, 'ROS', 'Equalization 8.0 GT/s Phase 3 Successful'),
    bit(3, 'ROS', 'Equalization 8.0 GT/s Phase 2 Successful'),
    bit(2, 'ROS', 'Equalization 8.0 GT/s Phase 1 Successful'),
    bit(1, 'ROS', 'Equalization 8.0 GT/s Complete'),
    bit(0, 'RO', 'Current De-emphasis Level'),
  ]),
];
const secondSlot: readonly Register[] = [
  whole(0x34, 4, 'Slot Capabilities 2', 'RO', `${S}.21`),
  whole(0x38, 2, 'Slot Control 2', 'RsvdP', `${S}.22`),
  whole(0x3a, 2, 'Slot Status 2', 'RsvdZ', `${S}.23`),
];

const device = [capabilities, deviceCapabilities, deviceControl, deviceStatus];
const make = (title: string, size: number, ...registers: readonly (readonly Register[])[]) =>
  capability('pcie', `PCI Express (${title})`, 0x10, size, [...device, ...registers.flat()]);

/** Endpoint, version 1: neither slot nor second set of registers. */
export const PCIE_ENDPOINT_V1: RegisterTable = make('Endpoint v1', 0x14, link);
export const PCIE_ENDPOINT: RegisterTable = make('Endpoint', 0x3c, link, second(false));
/** Integrated into the root complex: device registers count, link registers are reserved. */
export const PCIE_INTEGRATED: RegisterTable = make(
  'Root Complex Integrated Endpoint',
  0x3c,
  link,
  second(false),
);
export const PCIE_ROOT_PORT: RegisterTable = make(
  'Root Port',
  0x3c,
  link,
  slot,
  root,
  second(true),
  secondSlot,
);
export const PCIE_UPSTREAM: RegisterTable = make('Upstream Port', 0x3c, link, second(false));
export const PCIE_DOWNSTREAM: RegisterTable = make(
  'Downstream Port',
  0x3c,
  link,
  slot,
  second(true),
  secondSlot,
);
