import type { NetDevice } from '../../../engine/linux/kernel';
import type { DriverProfile } from './profiles';

const indent = ' '.repeat(24);

function modes({ speed, media }: DriverProfile): readonly string[] {
  if (speed === 0) return [];
  if (media === 'copper') {
    const slow = ['10baseT/Half 10baseT/Full', '100baseT/Half 100baseT/Full'];
    return speed === 1000 ? [...slow, '1000baseT/Full'] : slow;
  }
  if (speed === 1000) return ['1000baseT/Full'];
  return speed === 10_000
    ? ['10000baseT/Full']
    : speed === 25_000
      ? ['25000baseCR/Full']
      : ['100000baseCR4/Full'];
}

/** `ethtool DEV`. */
export function settingsText(device: NetDevice, profile: DriverProfile | undefined): string {
  const detected = device.up && (device.kind === 'loopback' || device.carrier);
  const last = `\tLink detected: ${detected ? 'yes' : 'no'}\n`;
  if (profile === undefined) return `Settings for ${device.name}:\n${last}`;
  const negotiates = profile.media === 'copper';
  const found = modes(profile);
  const list = found.length === 0 ? 'Not reported' : found.join(`\n\t${indent}`);
  const known = detected && profile.speed > 0;
  const port = { copper: 'Twisted Pair', fibre: 'FIBRE', virtual: 'Other' }[profile.media];
  const ports = { copper: 'TP', fibre: 'FIBRE', virtual: '' }[profile.media];
  const yes = negotiates ? 'Yes' : 'No';
  const pause = negotiates ? 'Symmetric' : 'No';
  return [
    `Settings for ${device.name}:`,
    `\tSupported ports: [ ${ports} ]`,
    `\tSupported link modes:   ${list}`,
    `\tSupported pause frame use: ${pause}`,
    `\tSupports auto-negotiation: ${yes}`,
    '\tSupported FEC modes: Not reported',
    `\tAdvertised link modes:  ${list}`,
    `\tAdvertised pause frame use: ${pause}`,
    `\tAdvertised auto-negotiation: ${yes}`,
    '\tAdvertised FEC modes: Not reported',
    `\tSpeed: ${known ? `${profile.speed}Mb/s` : 'Unknown!'}`,
    `\tDuplex: ${known ? 'Full' : 'Unknown! (255)'}`,
    `\tAuto-negotiation: ${negotiates ? 'on' : 'off'}`,
    `\tPort: ${port}`,
    `\tPHYAD: ${negotiates ? 1 : 0}`,
    '\tTransceiver: internal',
    ...(negotiates ? ['\tMDI-X: off (auto)', '\tSupports Wake-on: d', '\tWake-on: d'] : []),
    `        Current message level: 0x00000007 (7)\n${' '.repeat(31)}drv probe link`,
    last,
  ].join('\n');
}
