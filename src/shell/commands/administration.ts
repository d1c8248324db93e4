import type { Command } from '../command';
import { bridge } from './bridge';
import { devlink } from './devlink';
import { dmesg } from './dmesg';
import { ethtool } from './ethtool';
import { ip } from './ip';
import { iptables } from './iptables';
import { lsmod, modinfo, modprobe, rmmod } from './kmod';
import { uname } from './uname';
import { vdpa } from './vdpa';
import { virsh } from './virsh';
import { apropos, help, man, whatis } from './man';
import { nft } from './nft';
import { nvme } from './nvme';
import { perf } from './perf';
import { sysctl } from './sysctl';
import { tc } from './tc';
import { tcpdump } from './tcpdump';

/** What an administrator of the host uses, beyond files and text. */
export const administration: readonly Command[] = [
  apropos,
  bridge,
  devlink,
  dmesg,
  ethtool,
  help,
  ip,
  iptables,
  lsmod,
  man,
  modinfo,
  modprobe,
  nft,
  nvme,
  perf,
  rmmod,
  sysctl,
  tc,
  tcpdump,
  uname,
  vdpa,
  virsh,
  whatis,
];
