import { bit, bits, extended, register, whole } from './notation';
import type { RegisterTable } from './register';

// Extended capabilities that dumps of real machines show and that nothing here acts on.

const VC_SPEC = 'PCIe 5.0 §7.9.1';

/** With VC0 alone; each further channel repeats its three registers. */
export const VC: RegisterTable = extended('vc', 'Virtual Channel', 0x0002, 1, 0x1c, [
  register(0x04, 4, 'Port VC Capability 1', `${VC_SPEC}.2`, [
    bits(11, 10, 'RO', 'Port Arbitration Table Entry Size'),
    bits(9, 8, 'RO', 'Reference Clock'),
    bits(6, 4, 'RO', 'Low Priority Extended VC Count'),
    bits(2, 0, 'RO', 'Extended VC Count'),
  ]),
  register(0x08, 4, 'Port VC Capability 2', `${VC_SPEC}.3`, [
    bits(31, 24, 'RO', 'VC Arbitration Table Offset'),
    bits(7, 0, 'RO', 'VC Arbitration Capability'),
  ]),
  register(0x0c, 2, 'Port VC Control', `${VC_SPEC}.4`, [
    bits(3, 1, 'RW', 'VC Arbitration Select'),
    bit(0, 'RW', 'Load VC Arbitration Table'),
  ]),
  register(0x0e, 2, 'Port VC Status', `${VC_SPEC}.5`, [
    bit(0, 'RO', 'VC Arbitration Table Status'),
  ]),
  register(0x10, 4, 'VC Resource Capability (0)', `${VC_SPEC}.6`, [
    bits(31, 24, 'RO', 'Port Arbitration Table Offset'),
    bits(22, 16, 'HwInit', 'Maximum Time Slots'),
    bit(15, 'HwInit', 'Reject Snoop Transactions'),
    bits(7, 0, 'RO', 'Port Arbitration Capability'),
  ]),
  register(0x14, 4, 'VC Resource Control (0)', `${VC_SPEC}.7`, [
    bit(31, 'RW', 'VC Enable', 1),
    bits(26, 24, 'RW', 'VC ID'),
    bits(19, 17, 'RW', 'Port Arbitration Select'),
    bit(16, 'RW', 'Load Port Arbitration Table'),
    bits(7, 0, 'RW', 'TC/VC Map', 0xff),
  ]),
  register(0x1a, 2, 'VC Resource Status (0)', `${VC_SPEC}.8`, [
    bit(1, 'RO', 'VC Negotiation Pending'),
    bit(0, 'RO', 'Port Arbitration Table Status'),
  ]),
]);

const POWER = 'PCIe 5.0 §7.8.1';

export const POWER_BUDGETING: RegisterTable = extended(
  'power-budgeting',
  'Power Budgeting',
  0x0004,
  1,
  0x10,
  [
    whole(0x04, 1, 'Data Select', 'RW', `${POWER}.2`),
    register(0x08, 4, 'Data', `${POWER}.3`, [
      bits(20, 18, 'RO', 'Power Rail'),
      bits(17, 15, 'RO', 'Type'),
      bits(14, 13, 'RO', 'PM State'),
      bits(12, 10, 'RO', 'PM Sub State'),
      bits(9, 8, 'RO', 'Data Scale'),
      bits(7, 0, 'RO', 'Base Power'),
    ]),
    register(0x0c, 1, 'Power Budget Capability', `${POWER}.4`, [
      bit(0, 'HwInit', 'System Allocated'),
    ]),
  ],
);

const DPC_SPEC = 'PCIe 5.0 §7.9.15';

export const DPC: RegisterTable = extended('dpc', 'Downstream Port Containment', 0x001d, 1, 0x0c, [
  register(0x04, 2, 'DPC Capability', `${DPC_SPEC}.2`, [
    bit(12, 'RO', 'DL_Active ERR_COR Signaling Supported'),
    bits(11, 8, 'RO', 'RP PIO Log Size'),
    bit(7, 'RO', 'DPC Software Triggering Supported'),
    bit(6, 'RO', 'Poisoned TLP Egress Blocking Supported'),
    bit(5, 'RO', 'RP Extensions for DPC'),
    bits(4, 0, 'RO', 'DPC Interrupt Message Number'),
  ]),
  register(0x06, 2, 'DPC Control', `${DPC_SPEC}.3`, [
    bit(7, 'RW', 'DL_Active ERR_COR Enable'),
    bit(6, 'RW', 'DPC Software Trigger'),
    bit(5, 'RW', 'Poisoned TLP Egress Blocking Enable'),
    bit(4, 'RW', 'DPC ERR_COR Enable'),
    bit(3, 'RW', 'DPC Interrupt Enable'),
    bit(2, 'RW', 'DPC Completion Control'),
    bits(1, 0, 'RW', 'DPC Trigger Enable'),
  ]),
  register(0x08, 2, 'DPC Status', `${DPC_SPEC}.4`, [
    bits(12, 8, 'ROS', 'RP PIO First Error Pointer'),
    bits(6, 5, 'ROS', 'DPC Trigger Reason Extension'),
    bit(4, 'RO', 'DPC RP Busy'),
    bit(3, 'RW1CS', 'DPC Interrupt Status'),
    bits(2, 1, 'ROS', 'DPC Trigger Reason'),
    bit(0, 'RW1CS', 'DPC Trigger Status'),
  ]),
  whole(0x0a, 2, 'DPC Error Source ID', 'ROS', `${DPC_SPEC}.5`),
]);

const L1 = 'PCIe 5.0 §7.8.3';

export const L1_SUBSTATES: RegisterTable = extended('l1ss', 'L1 PM Substates', 0x001e, 1, 0x10, [
  register(0x04, 4, 'L1 PM Substates Capabilities', `${L1}.2`, [
    bits(23, 19, 'HwInit', 'Port T_POWER_ON Value'),
    bits(17, 16, 'HwInit', 'Port T_POWER_ON Scale'),
    bits(15, 8, 'HwInit', 'Port Common_Mode_Restore_Time'),
    bit(4, 'HwInit', 'L1 PM Substates Supported'),
    bit(3, 'HwInit', 'ASPM L1.1 Supported'),
    bit(2, 'HwInit', 'ASPM L1.2 Supported'),
    bit(1, 'HwInit', 'PCI-PM L1.1 Supported'),
    bit(0, 'HwInit', 'PCI-PM L1.2 Supported'),
  ]),
  register(0x08, 4, 'L1 PM Substates Control 1', `${L1}.3`, [
    bits(31, 29, 'RW', 'LTR_L1.2_THRESHOLD_Scale'),
    bits(25, 16, 'RW', 'LTR_L1.2_THRESHOLD_Value'),
    bits(15, 8, 'RW', 'Common_Mode_Restore_Time'),
    bit(3, 'RW', 'ASPM L1.1 Enable'),
    bit(2, 'RW', 'ASPM L1.2 Enable'),
    bit(1, 'RW', 'PCI-PM L1.1 Enable'),
    bit(0, 'RW', 'PCI-PM L1.2 Enable'),
  ]),
  register(0x0c, 4, 'L1 PM Substates Control 2', `${L1}.4`, [
    bits(7, 3, 'RW', 'T_POWER_ON Value'),
    bits(1, 0, 'RW', 'T_POWER_ON Scale'),
  ]),
]);

export const PTM: RegisterTable = extended('ptm', 'Precision Time Measurement', 0x001f, 1, 0x0c, [
  register(0x04, 4, 'PTM Capability', 'PCIe 5.0 §7.9.16.2', [
    bits(15, 8, 'HwInit', 'Local Clock Granularity'),
    bit(2, 'HwInit', 'PTM Root Capable'),
    bit(1, 'HwInit', 'PTM Responder Capable'),
    bit(0, 'HwInit', 'PTM Requester Capable'),
  ]),
  register(0x08, 4, 'PTM Control', 'PCIe 5.0 §7.9.16.3', [
    bits(15, 8, 'RW', 'Effective Granularity'),
    bit(1, 'RW', 'Root Select'),
    bit(0, 'RW', 'PTM Enable'),
  ]),
]);

const DVSEC_SPEC = 'PCIe 5.0 §7.9.6';

/** What all have; the rest is the vendor's. */
export const DVSEC: RegisterTable = extended(
  'dvsec',
  'Designated Vendor-Specific',
  0x0023,
  1,
  0x0a,
  [
    register(0x04, 4, 'Designated Vendor-Specific Header 1', `${DVSEC_SPEC}.2`, [
      bits(31, 20, 'RO', 'DVSEC Length'),
      bits(19, 16, 'RO', 'DVSEC Revision'),
      bits(15, 0, 'RO', 'DVSEC Vendor ID'),
    ]),
    whole(0x08, 2, 'DVSEC ID', 'RO', `${DVSEC_SPEC}.3`),
  ],
);

export const DATA_LINK_FEATURE: RegisterTable = extended(
  'dlf',
  'Data Link Feature',
  0x0025,
  1,
  0x0c,
  [
    register(0x04, 4, 'Data Link Feature Capabilities', 'PCIe 5.0 §7.7.4.2', [
      bit(31, 'HwInit', 'Data Link Feature Exchange Enable'),
      bits(22, 0, 'RO', 'Local Data Link Feature Supported'),
    ]),
    register(0x08, 4, 'Data Link Feature Status', 'PCIe 5.0 §7.7.4.3', [
      bit(31, 'RO', 'Remote Data Link Feature Supported Valid'),
      bits(22, 0, 'RO', 'Remote Data Link Feature Supported'),
    ]),
  ],
);

const GT16 = 'PCIe 5.0 §7.7.5';

export const PHYSICAL_16GT: RegisterTable = extended(
  'phy16',
  'Physical Layer 16.0 GT/s',
  0x0026,
  1,
  0x20,
  [
    whole(0x04, 4, '16.0 GT/s Capabilities', 'RsvdP', `${GT16}.2`),
    whole(0x08, 4, '16.0 GT/s Control', 'RsvdP', `${GT16}.3`),
    register(0x0c, 4, '16.0 GT/s Status', `${GT16}.4`, [
      bit(4, 'RW1CS', 'Link Equalization Request 16.0 GT/s'),
      bit(3, 'ROS', 'Equalization 16.0 GT/s Phase 3 Successful'),
      bit(2, 'ROS', 'Equalization 16.0 GT/s Phase 2 Successful'),
      bit(1, 'ROS', 'Equalization 16.0 GT/s Phase 1 Successful'),
      bit(0, 'ROS', 'Equalization 16.0 GT/s Complete'),
    ]),
    whole(0x10, 4, 'Local Data Parity Mismatch Status', 'RW1CS', `${GT16}.5`),
    whole(0x14, 4, 'First Retimer Data Parity Mismatch Status', 'RW1CS', `${GT16}.6`),
    whole(0x18, 4, 'Second Retimer Data Parity Mismatch Status', 'RW1CS', `${GT16}.7`),
  ],
);

export const LANE_MARGINING: RegisterTable = extended(
  'margining',
  'Lane Margining at the Receiver',
  0x0027,
  1,
  8,
  [
    register(0x04, 2, 'Margining Port Capabilities', 'PCIe 5.0 §7.7.7.2', [
      bit(0, 'HwInit', 'Margining uses Driver Software'),
    ]),
    register(0x06, 2, 'Margining Port Status', 'PCIe 5.0 §7.7.7.3', [
      bit(1, 'RO', 'Margining Software Ready'),
      bit(0, 'RO', 'Margining Ready'),
    ]),
  ],
);
