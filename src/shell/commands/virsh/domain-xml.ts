import { guestAddress } from '../../../engine/hw/addresses';
import type { GuestInfo } from '../../command';
import { functionsOf } from './passthrough';

const MODELS: Readonly<Record<string, string>> = {
  emulated: 'e1000',
  'emulated-rtl8139': 'rtl8139',
};
/** Alias of the standby, which the VF of the pair names. */
const STANDBY = 'ua-backup0';

/** `virsh dumpxml`: what libvirt would say of a guest's name and its interfaces. */
export function domainXml(guest: GuestInfo): string {
  const { name, id, path, failover } = guest;
  const direct = path === 'sriov' || path === 'passthrough';
  const shared = !direct || failover === true ? [bridged(guest)] : [];
  const functions = functionsOf(guest).map((bdf, index) => hostdev(guest, bdf, index));
  const own = [...functions, ...vdpaInterface(guest), ...mediated(guest)];
  return `<domain type='kvm' id='${String(id)}'>
  <name>${name}</name>
  <memory unit='KiB'>1048576</memory>
  <vcpu placement='static'>1</vcpu>
  <os>
    <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
  </os>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
${[...shared, ...own].join('')}  </devices>
</domain>
`;
}

/** As frames have it: guests are numbered from 0, and libvirt's ids from 1. */
export const macOf = ({ id }: GuestInfo): string => guestAddress(id - 1).mac;

/** Character device of its vDPA device; null where it has none. */
export const vdpaNode = ({ vdpa }: GuestInfo): string | null =>
  vdpa === undefined ? null : `/dev/vhost-vdpa-${vdpa.replace(/\D/gu, '')}`;

function vdpaInterface(guest: GuestInfo): readonly string[] {
  const node = vdpaNode(guest);
  if (node === null) return [];
  return [
    `    <interface type='vdpa'>
      <mac address='${macOf(guest)}'/>
      <source dev='${node}'/>
      <model type='virtio'/>
      <alias name='net0'/>
    </interface>
`,
  ];
}

/** An assignable device interface: a mediated device, which is no network interface to libvirt. */
function mediated({ mdev }: GuestInfo): readonly string[] {
  if (mdev === undefined) return [];
  return [
    `    <hostdev mode='subsystem' type='mdev' managed='no' model='vfio-pci'>
      <source>
        <address uuid='${mdev}'/>
      </source>
      <alias name='hostdev0'/>
    </hostdev>
`,
  ];
}

function bridged(guest: GuestInfo): string {
  const { id, path, failover } = guest;
  const vhostUser = path === 'vhost-user';
  const type = vhostUser ? 'vhostuser' : 'bridge';
  const source = vhostUser
    ? `<source type='unix' path='/run/vhost-user/${guest.name}' mode='server'/>`
    : "<source bridge='br0'/>";
  const alias = failover === true ? STANDBY : 'net0';
  return `    <interface type='${type}'>
      <mac address='${macOf(guest)}'/>
      ${source}
      <target dev='vnet${String(id - 1)}'/>
      <model type='${MODELS[path] ?? 'virtio'}'/>
${failover === true ? "      <teaming type='persistent'/>\n" : ''}      <alias name='${alias}'/>
    </interface>
`;
}

function hostdev(guest: GuestInfo, bdf: string, index: number): string {
  const { failover, vfioDriver = 'vfio-pci' } = guest;
  const [domain = '', bus = '', rest = ''] = bdf.split(':');
  const [slot = '', fn = ''] = rest.split('.');
  const model = vfioDriver === 'vfio-pci' ? "name='vfio'" : `name='vfio' model='${vfioDriver}'`;
  const teaming = `      <teaming type='transient' persistent='${STANDBY}'/>\n`;
  return `    <interface type='hostdev' managed='yes'>
      <mac address='${macOf(guest)}'/>
      <driver ${model}/>
      <source>
        <address type='pci' domain='0x${domain}' bus='0x${bus}' slot='0x${slot}' function='0x${fn}'/>
      </source>
${failover === true ? teaming : ''}      <alias name='hostdev${String(index)}'/>
    </interface>
`;
}
