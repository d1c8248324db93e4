import type { StepId } from '../../../engine/costs/steps';
import type { Depths } from '../../depths';

/** A VF's driver and its PF's talk through the card: the guest's side. */
export const mailbox = {
  'mailbox-write': {
    first: (w) =>
      `Before its first packet ${w.guest} asks the host’s driver for something: it writes a message into the card.`,
    os: () =>
      'Mailbox: the VF’s driver takes the buffer (VFU), writes the message into it and sets REQ. All of it are posted writes to the VF’s own BAR, so nothing traps.',
    kernel: () => 'ixgbevf_write_mbx_vf: VFMBMEM, then VFMAILBOX with IXGBE_VFMAILBOX_REQ.',
  },
  'mailbox-poll': {
    first: (w) => `${w.guest} looks whether the host’s driver has answered.`,
    os: () =>
      'The VF’s driver reads VFMAILBOX, every 500 µs and up to 2,000 times: a read across PCIe for which the CPU waits, but no VM exit.',
    kernel: () => 'ixgbevf_poll_for_msg: udelay of 500 µs between two looks.',
  },
  'failover-xmit': {
    first: (w) =>
      `${w.guest} has two network devices under one name. While the VF is there, the packet goes to it; else to the other.`,
    os: (w) =>
      `net_failover: a master interface over a virtio-net standby and a VF with the same MAC. It hands the packet to ${w.to} and that driver fills a descriptor.`,
    kernel: () =>
      'net_failover_start_xmit asks net_failover_xmit_ready of the primary (running, carrier), then of the standby; dev_queue_xmit of the chosen slave.',
  },
  'vf-remove': {
    first: (w) =>
      `${w.guest} gives its VF back, because it is going to be moved. The other device takes over.`,
    os: () =>
      'Hot-unplug: the guest’s driver stops the VF’s queues and frees its rings; the master sees its primary go and sends by the standby.',
    kernel: () =>
      'acpiphp_disable_slot → ixgbevf_remove → net_failover_slave_unregister; then the slot’s bit goes into the eject register, an exit to QEMU.',
  },
  'vf-probe': {
    first: (w) =>
      `${w.guest} finds a VF on the new host and prepares it. Packets will go by it again.`,
    os: () =>
      'Hot-plug: the driver resets the VF, asks the PF for its address and sets up rings; the master takes it as primary again.',
    kernel: () =>
      'acpiphp_enable_slot → ixgbevf_probe; net_failover_slave_register enslaves it, as its address is that of the standby.',
  },
} satisfies Partial<Record<StepId, Depths>>;
