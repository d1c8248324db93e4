import type { Host } from './host';
import { LEVEL } from './log';
import type { PciDevice } from './pci-device';

/** Frames of a write to `sriov_numvfs`, innermost first. */
const COMMON = [
  'pci_iov_add_virtfn+0x1ba/0x320',
  'sriov_enable+0x1f7/0x3b0',
  'pci_sriov_configure_simple+0x38/0x60',
  'sriov_numvfs_store+0xd1/0x170',
  'kernfs_fop_write_iter+0x12e/0x200',
  'vfs_write+0x235/0x3f0',
  'ksys_write+0x6b/0xf0',
  'do_syscall_64+0x5d/0xb0',
  '? do_syscall_64+0x69/0xb0',
  '? exit_to_user_mode_prepare+0x44/0x240',
  'entry_SYSCALL_64_after_hwframe+0x6e/0xd8',
] as const;

const DUPLICATE = [
  'dump_stack_lvl+0x44/0x5c',
  'sysfs_warn_dup.cold+0x17/0x23',
  'sysfs_create_dir_ns+0xca/0xe0',
  'kobject_add_internal+0xba/0x260',
  'kobject_add+0x9b/0xd0',
  'device_add+0xe0/0x8d0',
  'pci_device_add+0x297/0x6e0',
] as const;

const USER_CODE =
  'Code: 40 00 48 c7 c2 a8 ff ff ff f7 d8 64 89 02 48 c7 c0 ff ff ff ff eb b7 0f 1f 00 80 3d a9 c7 0e 00 00 74 17 b8 01 00 00 00 0f 05 <48> 3d 00 f0 ff ff 77 58 c3 0f 1f 80 00 00 00 00 48 83 ec 28 48 89';
const KERNEL_CODE =
  'Code: dc d6 ff ff 0f b7 4c 24 0c ba 08 00 00 00 48 89 df be 10 00 00 00 83 e1 08 e8 32 d9 ff ff e9 58 fa ff ff 0f 0b e9 b7 fb ff ff <0f> 0b e9 de fb ff ff 48 8b 93 00 0a 00 00 e9 52 ff ff ff 48 8b 83';

/** Path of a function in sysfs, from `/devices` on. */
export function devicePath(device: PciDevice): string {
  const bridge = device.bus.bridge;
  if (bridge !== null) return `${devicePath(bridge)}/${device.name}`;
  let { bus } = device;
  while (bus.parent !== null) bus = bus.parent;
  return `/devices/pci0000:${bus.number.toString(16).padStart(2, '0')}/${device.name}`;
}

/** The kernel's complaint when a VF's name is taken: two traces. Registers and addresses are made up. */
export function warnDuplicateName(host: Host, device: PciDevice): void {
  const print = (level: number, text: string) => host.log.print(level, text);
  const warn = (text: string) => print(LEVEL.warn, text);
  const release = host.is612 ? '6.12.95+deb12-amd64' : '6.1.0-56-amd64';
  const build = host.is612 ? 'Debian 6.12.95-1~bpo12+1' : 'Debian 6.1.192-2';
  const who = `CPU: 0 PID: 111 Comm: bash Not tainted ${release} #1  ${build}`;
  const hardware = `Hardware name: ${host.platform.hardwareName}`;
  warn(`sysfs: cannot create duplicate filename '${devicePath(device)}'`);
  warn(who);
  warn(hardware);
  warn('Call Trace:');
  warn(' <TASK>');
  for (const frame of [...DUPLICATE, ...COMMON]) warn(` ${frame}`);
  userRegisters(warn);
  warn(' </TASK>');
  print(
    LEVEL.err,
    `kobject_add_internal failed for ${device.name} with -EEXIST, don't try to register things with the same name in the same directory.`,
  );
  warn('------------[ cut here ]------------');
  warn('WARNING: CPU: 0 PID: 111 at drivers/pci/probe.c:2631 pci_device_add+0x6ba/0x6e0');
  warn(`Modules linked in: ${host.modules.loadedNames().join(' ')}`);
  warn(who);
  warn(hardware);
  warn('RIP: 0010:pci_device_add+0x6ba/0x6e0');
  warn(KERNEL_CODE);
  warn('RSP: 0018:ffffcac0405abb00 EFLAGS: 00000282');
  warn('RAX: 00000000ffffffef RBX: ffff8a1c84036000 RCX: 00000000007a0000');
  warn('RDX: 000000000079e000 RSI: 963731a1adf5045b RDI: ffff8a1c84036108');
  warn('RBP: ffff8a1c99569000 R08: 0000000000000000 R09: ffffcac0405ab898');
  warn('R10: 0000000000000003 R11: ffffffff840d4448 R12: ffff8a1c840360d0');
  warn('R13: ffff8a1c84033000 R14: ffff8a1c99569028 R15: 0000000000000006');
  warn('FS:  0000000006a69400(0000) GS:ffff8a1cbe200000(0000) knlGS:0000000000000000');
  warn('CS:  0010 DS: 0000 ES: 0000 CR0: 0000000080050033');
  warn('CR2: 0000000006a7ff78 CR3: 000000000275c000 CR4: 00000000000006f0');
  warn('Call Trace:');
  warn(' <TASK>');
  for (const frame of COMMON) warn(` ${frame}`);
  userRegisters(warn);
  warn(' </TASK>');
  warn('---[ end trace 0000000000000000 ]---');
}

function userRegisters(warn: (text: string) => void): void {
  warn('RIP: 0033:0x54e7b0');
  warn(USER_CODE);
  warn('RSP: 002b:00007fff56e50aa8 EFLAGS: 00000202 ORIG_RAX: 0000000000000001');
  warn('RAX: ffffffffffffffda RBX: 0000000000000002 RCX: 000000000054e7b0');
  warn('RDX: 0000000000000002 RSI: 0000000006a82770 RDI: 0000000000000001');
  warn('RBP: 0000000006a82770 R08: 0000000000000007 R09: 0000000006a86500');
  warn('R10: 00000000ffffffff R11: 0000000000000202 R12: 0000000000000002');
  warn('R13: 000000000063a200 R14: 0000000000000002 R15: 000000000063b6e0');
}
