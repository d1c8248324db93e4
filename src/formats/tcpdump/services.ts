/** Names of ports in /etc/services that traffic of the lab may have. */
export const SERVICES: Readonly<Record<number, string>> = {
  7: 'echo',
  9: 'discard',
  22: 'ssh',
  53: 'domain',
  67: 'bootps',
  68: 'bootpc',
  80: 'http',
  123: 'ntp',
  443: 'https',
};
