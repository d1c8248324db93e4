import { bit, bits, extended, register } from './notation';
import type { RegisterTable } from './register';

// Who may talk to whom and under which function number: ARI and Access Control Services.

const A = 'PCIe 5.0 §7.8.8';

export const ARI: RegisterTable = extended(
  'ari',
  'Alternative Routing-ID Interpretation (ARI)',
  0x000e,
  1,
  8,
  [
    register(4, 2, 'ARI Capability', `${A}.2`, [
      bits(15, 8, 'RO', 'Next Function Number'),
      bit(1, 'RO', 'ACS Function Groups Capability'),
      bit(0, 'RO', 'MFVC Function Groups Capability'),
    ]),
    register(6, 2, 'ARI Control', `${A}.3`, [
      bits(6, 4, 'RW', 'Function Group'),
      bit(1, 'RW', 'ACS Function Groups Enable'),
      bit(0, 'RW', 'MFVC Function Groups Enable'),
    ]),
  ],
);

const C = 'PCIe 5.0 §7.7.8';

export const ACS: RegisterTable = extended('acs', 'Access Control Services', 0x000d, 1, 8, [
  register(4, 2, 'ACS Capability', `${C}.2`, [
    bits(15, 8, 'HwInit', 'Egress Control Vector Size'),
    bit(7, 'RO', 'ACS Enhanced Capability'),
    bit(6, 'RO', 'ACS Direct Translated P2P'),
    bit(5, 'RO', 'ACS P2P Egress Control'),
    bit(4, 'RO', 'ACS Upstream Forwarding'),
    bit(3, 'RO', 'ACS P2P Completion Redirect'),
    bit(2, 'RO', 'ACS P2P Request Redirect'),
    bit(1, 'RO', 'ACS Translation Blocking'),
    bit(0, 'RO', 'ACS Source Validation'),
  ]),
  register(6, 2, 'ACS Control', `${C}.3`, [
    bit(6, 'RW', 'ACS Direct Translated P2P Enable'),
    bit(5, 'RW', 'ACS P2P Egress Control Enable'),
    bit(4, 'RW', 'ACS Upstream Forwarding Enable'),
    bit(3, 'RW', 'ACS P2P Completion Redirect Enable'),
    bit(2, 'RW', 'ACS P2P Request Redirect Enable'),
    bit(1, 'RW', 'ACS Translation Blocking Enable'),
    bit(0, 'RW', 'ACS Source Validation Enable'),
  ]),
]);
