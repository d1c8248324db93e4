/** The switch in the card: who decides, rules in it, addresses, full rings. */
export const cardSwitch = {
  title: 'Switch and rules in the card',
  switchdev: 'switchdev mode',
  asksSwitchdev:
    'Does the host get to see frames of a VF again? What the card has no rule for comes up at the VF’s representor.',
  noSwitchdev: (driver: string) =>
    `The driver ${driver} has no switchdev mode. Cards of mlx5, ice and bnxt_en have: choose one above.`,
  bridged: 'representors in the host’s bridge',
  asksBridged: 'Who forwards what comes up? Off: nobody, and it is dropped.',
  offload: 'bridge entries are written into the card',
  asksOffload: 'Which frames need the host’s CPU? Off: every one of them.',
  fdb: 'PF takes in addresses of bridged guests',
  asksFdb:
    'Can a VF reach a guest behind the bridge of the same port? As “bridge fdb add ADDRESS dev PF self” does.',
  dropEnable: 'drop enable',
  asksDropEnable:
    'What does a full receive ring cost its neighbours? Off: frames wait at the head of the port’s FIFO, and all behind them.',
  relay: 'reflective relay outside',
  asksRelay:
    'Do two VFs of a port in VEPA mode reach each other? The switch outside sends frames back (hairpin).',
  rules: 'Rules',
  rulesOf: {
    switchdev: 'tc flower on the representors: the card compares headers, no CPU takes part.',
    filters:
      'Flow Director (ethtool -N): the card compares the headers of what its functions receive. What a VF sends to the wire it does not see.',
    none: (driver: string) =>
      `In legacy mode ${driver} has no rules for the frames of VFs; only addresses and VLANs are checked.`,
  },
  noRules: 'None.',
  from: 'Comes from',
  anywhere: 'anywhere',
  wire: 'the wire',
  protocol: 'Protocol',
  anyProtocol: 'any',
  dstIp: 'To address',
  anyAddress: 'any',
  dstPort: 'To port, 0 = any',
  action: 'Then',
  drop: 'drop',
  to: (where: string) => `to ${where}`,
  add: 'Add rule',
  remove: (rule: string) => `Remove: ${rule}`,
};
