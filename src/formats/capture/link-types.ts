/** LINKTYPE_ETHERNET: the one the lab replays. */
export const ETHERNET = 1;

/** Names of link types that are met in the wild; numbers of tcpdump.org/linktypes. */
const NAMES: Readonly<Record<number, string>> = {
  0: 'NULL',
  1: 'ETHERNET',
  6: 'IEEE802_5',
  8: 'SLIP',
  9: 'PPP',
  10: 'FDDI',
  50: 'PPP_HDLC',
  51: 'PPP_ETHER',
  100: 'ATM_RFC1483',
  101: 'RAW',
  104: 'C_HDLC',
  105: 'IEEE802_11',
  107: 'FRELAY',
  108: 'LOOP',
  113: 'LINUX_SLL',
  117: 'PFLOG',
  119: 'IEEE802_11_PRISM',
  127: 'IEEE802_11_RADIOTAP',
  187: 'BLUETOOTH_HCI_H4',
  189: 'USB_LINUX',
  192: 'PPI',
  195: 'IEEE802_15_4_WITHFCS',
  201: 'BLUETOOTH_HCI_H4_WITH_PHDR',
  220: 'USB_LINUX_MMAPPED',
  227: 'CAN_SOCKETCAN',
  228: 'IPV4',
  229: 'IPV6',
  230: 'IEEE802_15_4_NOFCS',
  239: 'NFLOG',
  240: 'NETANALYZER',
  247: 'INFINIBAND',
  249: 'USBPCAP',
  251: 'BLUETOOTH_LE_LL',
  253: 'NETLINK',
  271: 'VSOCK',
  274: 'ETHERNET_MPACKET',
  276: 'LINUX_SLL2',
};

/** `113 (LINUX_SLL)`, or the bare number of one that has no well-known name. */
export function linkTypeText(linkType: number): string {
  const name = NAMES[linkType];
  return name === undefined ? String(linkType) : `${String(linkType)} (${name})`;
}
