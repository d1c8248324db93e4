/** What a field means, one sentence each, by the table's id and the field's name in `engine/pci/registers`. */

const header = {
  'Vendor ID':
    'Who made the function. ffff means nobody answers here, and that is what every VF reads.',
  'Device ID':
    'Which product it is. A VF reads ffff; its usable ID stands in the PF’s SR-IOV capability.',
  'Interrupt Disable': 'Forbids INTx interrupts. MSI and MSI-X are not affected.',
  'SERR# Enable': 'Allows the function to report errors to the root complex.',
  'Parity Error Response': 'Whether poisoned data is handled as an error.',
  'Bus Master Enable':
    'Allows the function to start DMA and to send MSI. The one Command bit that each VF has of its own.',
  'Memory Space Enable':
    'The function answers at its BARs. A VF has no such bit: VF MSE in the PF’s SR-IOV capability stands for all.',
  'I/O Space Enable': 'The function answers at its I/O BARs.',
  'Detected Parity Error': 'A poisoned packet arrived. Write 1 to clear.',
  'Received Master Abort': 'A request of this function ended as Unsupported Request.',
  'Capabilities List': '1: the pointer at 34 leads to a list of capabilities.',
  'Interrupt Status': 'An INTx interrupt is pending.',
  'Revision ID': 'Linux reads it from the first VF and takes it for all VFs of the PF.',
  'Capabilities Pointer': 'Where the list of capabilities begins.',
  'Multi-Function Device': '1: functions 1 to 7 of this device are worth probing.',
  'Header Layout': '0 for endpoints, 1 for bridges and ports.',
  'Interrupt Pin': 'INTA to INTD as 1 to 4; 0: none. A VF never has one.',
  'Base Address':
    'Where in memory the BAR lies. The low bits that cannot be written give its size.',
  Prefetchable: 'Reading has no side effects, so a bridge may place it in its 64-bit window.',
  Type: '0: below 4 GiB. 2: 64 bits wide, the next BAR holds the upper half.',
  'Memory Space Indicator': '0: memory. 1: I/O, which a VF BAR may not be.',
};

interface Value {
  readonly value: number;
}
const SPEEDS = ['', '2.5', '5', '8', '16', '32', '64'];
const PORTS: Readonly<Record<number, string>> = {
  0: 'an endpoint',
  1: 'a legacy endpoint',
  4: 'a root port',
  5: 'the upstream port of a switch',
  6: 'a downstream port of a switch',
  9: 'an endpoint of the root complex',
};
/** Sizes 4 KiB · 2^n of the bits that are set. */
const pages = (value: number) =>
  Array.from({ length: 32 }, (_, n) => n)
    .filter((n) => Math.floor(value / 2 ** n) % 2 === 1)
    .map((n) => (n < 8 ? `${4 * 2 ** n} KiB` : `${2 ** (n - 8)} MiB`))
    .join(', ');

/** What the present value says, where the number does not say it itself. */
export const readings = {
  msix: {
    'Table Size': (p: Value) => `Now ${p.value + 1} vectors.`,
  },
  pcie: {
    'Device/Port Type': (p: Value) => `This is ${PORTS[p.value] ?? 'something else'}.`,
    Max_Payload_Size: (p: Value) => `Now ${128 * 2 ** p.value} bytes.`,
    Max_Read_Request_Size: (p: Value) => `Now ${128 * 2 ** p.value} bytes.`,
    'Current Link Speed': (p: Value) =>
      p.value === 0 ? 'Now not told.' : `Now ${SPEEDS[p.value] ?? '?'} GT/s.`,
    'Negotiated Link Width': (p: Value) => (p.value === 0 ? 'Now not told.' : `Now ×${p.value}.`),
  },
  sriov: {
    NumVFs: (p: Value) => `Now ${p.value === 1 ? '1 VF' : `${p.value} VFs`}.`,
    'Supported Page Sizes': (p: Value) => `Now ${pages(p.value)}.`,
    'System Page Size': (p: Value) => `Now ${pages(p.value)}.`,
  },
};

export const registers = {
  header0: header,
  header1: {
    ...header,
    'Primary Bus Number': 'The bus above the bridge.',
    'Secondary Bus Number': 'The bus right below the bridge: a request to it becomes Type 0 there.',
    'Subordinate Bus Number':
      'The last bus below the bridge. VFs beyond it are out of reach: “bus out of range”.',
    'Memory Base Address [31:20]': 'Start of the 32-bit memory window, in MiB.',
    'Memory Limit Address [31:20]': 'Last MiB of the 32-bit window; below the base: closed.',
    'Prefetchable Memory Base Address [31:20]':
      'Start of the prefetchable window, where 64-bit VF BARs lie.',
    'Prefetchable Memory Limit Address [31:20]': 'Last MiB of the prefetchable window.',
    'Prefetchable Base Upper 32 Bits': 'Places the prefetchable window above 4 GiB.',
    'Secondary Bus Reset': 'Hot-resets everything below, VFs included: VF Enable falls to 0.',
  },
  pm: {
    PowerState: '0 is D0, working; 3 is D3hot, asleep with its configuration space still readable.',
    No_Soft_Reset: '1: going from D3hot to D0 keeps the registers.',
  },
  msi: {
    'MSI Enable': 'Interrupts are memory writes to the address below.',
    'Multiple Message Capable': 'How many vectors it asks for, as a power of two.',
    'Multiple Message Enable': 'How many vectors it was given, as a power of two.',
    'Per-Vector Masking Capable': '1: each vector can be masked on its own.',
  },
  msix: {
    'MSI-X Enable': 'Interrupts go out through the MSI-X table.',
    'Function Mask': 'Masks all vectors at once.',
    'Table Size':
      'Number of vectors less one. Each costs 16 bytes of table in a BAR and one host interrupt when used.',
    'Table BIR': 'Which BAR holds the vector table; in a VF a VF BAR.',
    'Table Offset': 'Where in that BAR it begins.',
    'PBA BIR': 'Which BAR holds the pending bits.',
  },
  pcie: {
    'Device/Port Type': '0 endpoint, 4 root port, 5 upstream port, 6 downstream port of a switch.',
    'Function Level Reset Capability':
      '1: the function can be reset alone. Every VF must be able to.',
    'Initiate Function Level Reset':
      'Writing 1 resets this function and reads back 0. On a PF it clears VF Enable: all VFs vanish; on a VF only that VF is reset.',
    Max_Payload_Size: '128 bytes · 2^value in one packet. VFs follow their PF.',
    Max_Read_Request_Size: '128 bytes · 2^value in one read request.',
    'Enable Relaxed Ordering': 'Packets may overtake each other where the driver allows it.',
    'Transactions Pending': 'Requests of this function are still under way; FLR waits for them.',
    'Unsupported Request Detected':
      'A request came that nobody here answers, such as one to a VF with VF MSE 0.',
    'Current Link Speed': '1 is 2.5 GT/s, 2 is 5, 3 is 8, 4 is 16, 5 is 32. A VF reads 0.',
    'Negotiated Link Width': 'Lanes in use. A VF reads 0: its link is the PF’s.',
    'ARI Forwarding Supported':
      'The port can address 256 functions on its secondary bus instead of 8.',
    'ARI Forwarding Enable':
      'The port takes the low 8 bits of a Routing ID as one function number. Without it only device 0 is reached.',
  },
  aer: {
    'Unsupported Request Error Status': 'A request was answered with Unsupported Request.',
    'Completion Timeout Status': 'An answer to a read did not come in time.',
    'ACS Violation Status': 'ACS stopped a packet, such as DMA with a forged source.',
    'Malformed TLP Status': 'A packet broke the rules of its format.',
    'First Error Pointer': 'Bit number of the first error that was recorded.',
  },
  acs: {
    'ACS Source Validation Enable': 'The port checks that the bus number of a sender is below it.',
    'ACS P2P Request Redirect Enable':
      'Requests between functions go up to the IOMMU instead of straight across: functions become groups of their own.',
    'ACS P2P Completion Redirect Enable': 'The same for the answers.',
    'ACS Upstream Forwarding Enable': 'Packets that come back to where they came from go up first.',
  },
  ari: {
    'Next Function Number':
      'The next function of the device that software should look at; 0 ends the list.',
    'Function Group': 'Group for arbitration or access control.',
  },
  ats: {
    Enable: 'The function may ask the IOMMU for translations and cache them.',
    'Smallest Translation Unit': '4 KiB · 2^value: the smallest piece of memory it asks for.',
  },
  sriov: {
    'VF Migration Capable': 'Obsolete; 0 on every card seen. Not the live migration of guests.',
    'ARI Capable Hierarchy Preserved':
      '1 in the lowest PF: a reset keeps the ARI Capable Hierarchy bit.',
    'VF 10-Bit Tag Requester Enable': 'VFs may number their requests with 10 bits instead of 8.',
    'VF Migration Interrupt Enable': 'Obsolete, fixed at 0.',
    'VF Migration Enable': 'Obsolete, fixed at 0.',
    'VF Enable':
      'Makes VFs 1 to NumVFs appear, and all of them vanish when cleared. While 1, NumVFs, System Page Size and ARI are frozen.',
    'VF MSE': 'Memory Space Enable for all VFs of this PF; at 0 they answer configuration only.',
    'ARI Capable Hierarchy':
      'Software sets it when ARI forwarding is on above. Only PF0 has it, it governs the whole device, and First VF Offset and VF Stride may change at once.',
    InitialVFs: 'Equal to TotalVFs where VF migration is not supported.',
    TotalVFs:
      'The largest NumVFs the PF accepts. 16 bits: the specification stops at 65,535, not at 256.',
    NumVFs: 'How many VFs to make. Writable only while VF Enable is 0.',
    'Function Dependency Link': 'Number of the PF that this one needs; its own number: none.',
    'First VF Offset': 'Routing ID of the first VF minus that of the PF.',
    'VF Stride': 'Distance from one VF’s Routing ID to the next.',
    'VF Device ID': 'Device ID of all VFs of this PF, because they themselves read ffff.',
    'Supported Page Sizes':
      'Bit n stands for 2^(n+12) bytes. 553 is what the specification demands.',
    'System Page Size': 'One bit: the page of the host. Each VF BAR is at least one such page.',
    'Base Address':
      'Where the slices of all VFs begin: VF i has base + i · size. Claimed for TotalVFs, not NumVFs.',
  },
};
