import type { PciDevice } from '../pci-device';
import type { VNode } from '../vfs';
import { readOnly } from '../vfs-nodes';

const CORRECTABLE = [
  'RxErr',
  'BadTLP',
  'BadDLLP',
  'Rollover',
  'Timeout',
  'NonFatalErr',
  'CorrIntErr',
  'HeaderOF',
  'TOTAL_ERR_COR',
];
const UNCORRECTABLE = [
  'Undefined',
  'DLP',
  'SDES',
  'TLP',
  'FCP',
  'CmpltTO',
  'CmpltAbrt',
  'UnxCmplt',
  'RxOF',
  'MalfTLP',
  'ECRC',
  'UnsupReq',
  'ACSViol',
  'UncorrIntErr',
  'BlockedTLP',
  'AtomicOpBlocked',
  'TLPBlockedErr',
  'PoisonTLPBlocked',
];

/** Error counters of Advanced Error Reporting; nothing ever fails here. */
export function aer(device: PciDevice, entries: Map<string, VNode>): void {
  if (device.aerCap === 0) return;
  const zeros = (names: readonly string[]) =>
    readOnly(() => names.map((name) => `${name} 0\n`).join(''));
  entries.set('aer_dev_correctable', zeros(CORRECTABLE));
  entries.set('aer_dev_fatal', zeros([...UNCORRECTABLE, 'TOTAL_ERR_FATAL']));
  entries.set('aer_dev_nonfatal', zeros([...UNCORRECTABLE, 'TOTAL_ERR_NONFATAL']));
  if (device.portType !== 4) return;
  for (const kind of ['cor', 'fatal', 'nonfatal']) {
    entries.set(
      `aer_rootport_total_err_${kind}`,
      readOnly(() => '0\n'),
    );
  }
}
