import { pages } from './row';

export const pci = pages('pci', [
  [
    'lspci',
    8,
    ['lspci [-v|-vv|-vvv] [-n|-nn] [-k] [-x|-xxx|-xxxx] [-D] [-s SLOT] [-d ID] [-t] [-F FILE]'],
    ['lspci -nn', 'lspci -t', 'lspci -vvv -s 3b:00.0 | grep -A 9 SR-IOV', 'lspci -k -s 3b:10.0'],
    'setpci sr-iov routing-id sysfs',
  ],
  [
    'setpci',
    8,
    ['setpci [-v] -s SLOT REGISTER[=VALUE[:MASK]]...', 'setpci --dumpregs'],
    ['setpci -s 3b:00.0 COMMAND', 'setpci -s 3b:00.0 ECAP_SRIOV+10.w', 'setpci -s 3b:10.0 0.l'],
    'lspci sr-iov',
  ],
]);
