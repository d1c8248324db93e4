import { SysError, type Errno } from './errno';
import type { NetDevice, VfSettings } from './kernel';
import { isMulticast, ZERO_MAC } from './vf-settings';

/** A PF's driver being asked about one of its VFs. */
export interface VfCall {
  readonly device: NetDevice;
  readonly index: number;
  readonly vf: VfSettings;
  /** `dev_info` and its kin: level and text, prefixed with driver and function. */
  say(level: number, text: string): void;
  /** `netdev_info` and its kin: prefixed with the interface as well. */
  sayNet(level: number, text: string): void;
}

const ERROR = 3;
const WARNING = 4;
const INFO = 6;

/** The ndo_set_vf_* of one PF driver. What is absent answers EOPNOTSUPP. */
export interface VfRules {
  /** A VF that does not exist, before anything else is looked at. */
  missing?(say: VfCall['say'], sayNet: VfCall['say'], index: number): Errno;
  mac?(call: VfCall, mac: string): void;
  vlan?(call: VfCall, vlan: number, qos: number, protocol: VfSettings['protocol']): void;
  rate?(call: VfCall, min: number, max: number): void;
  spoofCheck?(call: VfCall, on: boolean): void;
  trust?(call: VfCall, on: boolean): void;
  linkState?(call: VfCall, state: VfSettings['linkState']): void;
  queryRss?(call: VfCall, on: boolean): void;
}

const refuse = (errno: Errno): never => {
  throw new SysError(errno);
};

const linked = (device: NetDevice): boolean => device.up && device.carrier;

const setSpoofCheck = ({ vf }: VfCall, on: boolean): void => {
  vf.spoofCheck = on;
};
const setLinkState = ({ vf }: VfCall, state: VfSettings['linkState']): void => {
  vf.linkState = state;
};
const setQueryRss = ({ vf }: VfCall, on: boolean): void => {
  vf.queryRss = on;
};

function setMac({ vf }: VfCall, mac: string): void {
  vf.mac = mac;
  vf.macByPf = mac !== ZERO_MAC;
}

function setVlan(
  { vf }: VfCall,
  vlan: number,
  qos: number,
  protocol: VfSettings['protocol'],
): void {
  vf.vlan = vlan;
  vf.qos = qos;
  vf.protocol = protocol;
}

function setRate({ vf }: VfCall, min: number, max: number): void {
  vf.minTxRate = min;
  vf.maxTxRate = max;
}

/** igb and ixgbe: trust is announced when it changes. */
function setTrust({ vf, index, say }: VfCall, on: boolean): void {
  if (vf.trust === on) return;
  vf.trust = on;
  say(INFO, `VF ${index} is ${on ? '' : 'not '}trusted`);
}

/** i40e and ice say it with a "now". */
function setTrustNow({ vf, index, say }: VfCall, on: boolean): void {
  if (vf.trust === on) return;
  vf.trust = on;
  say(INFO, `VF ${index} is now ${on ? '' : 'un'}trusted`);
}

function warnPfDown({ device, say }: VfCall, what: string): void {
  if (device.up) return;
  say(WARNING, `The VF ${what} has been set, but the PF device is not up.`);
  say(WARNING, 'Bring the PF device up before attempting to use the VF device.');
}

function intelMac(removing: string) {
  return (call: VfCall, mac: string): void => {
    if (mac === ZERO_MAC) call.say(INFO, `${removing} MAC on VF ${call.index}`);
    else if (isMulticast(mac)) refuse('EINVAL');
    else {
      call.say(INFO, `setting MAC ${mac} on VF ${call.index}`);
      call.say(INFO, 'Reload the VF driver to make this change effective.');
      warnPfDown(call, 'MAC address');
    }
    setMac(call, mac);
  };
}

function intelVlan(
  call: VfCall,
  vlan: number,
  qos: number,
  protocol: VfSettings['protocol'],
): void {
  // 4095 is reserved: the mask itself is refused too.
  if (vlan > 4094 || qos > 7) refuse('EINVAL');
  if (protocol !== '802.1Q') refuse('EPROTONOSUPPORT');
  if (vlan !== 0 || qos !== 0) {
    call.say(INFO, `Setting VLAN ${vlan}, QOS 0x${qos.toString(16)} on VF ${call.index}`);
    warnPfDown(call, 'VLAN');
  }
  setVlan(call, vlan, qos, protocol);
}

const igb: VfRules = {
  mac: intelMac('remove administratively set'),
  vlan: intelVlan,
  rate(call, min, max) {
    if (min !== 0 || max > (linked(call.device) ? 1000 : 0)) refuse('EINVAL');
    setRate(call, min, max);
  },
  spoofCheck: setSpoofCheck,
  trust: setTrust,
};

const ixgbe: VfRules = {
  mac: intelMac('removing'),
  vlan: intelVlan,
  rate(call, min, max) {
    if (!linked(call.device) || min !== 0) refuse('EINVAL');
    if (max !== 0 && (max <= 10 || max > 10_000)) refuse('EINVAL');
    setRate(call, min, max);
  },
  spoofCheck: setSpoofCheck,
  trust: setTrust,
  linkState(call, state) {
    if (state === 'enable') {
      call.say(ERROR, `NDO set VF ${call.index} link state 1 - not supported`);
      return;
    }
    setLinkState(call, state);
  },
  queryRss: setQueryRss,
};

const i40e: VfRules = {
  missing: (say, _sayNet, index) => {
    say(ERROR, `Invalid VF Identifier ${index}`);
    return 'EINVAL';
  },
  mac(call, mac) {
    if (isMulticast(mac)) {
      call.say(ERROR, `Invalid Ethernet address for VF ${call.index}`);
      refuse('EINVAL');
    }
    call.say(
      INFO,
      mac === ZERO_MAC
        ? `Removing MAC on VF ${call.index}`
        : `Setting MAC ${mac} on VF ${call.index}`,
    );
    call.say(INFO, 'Bring down and up the VF interface to make this change effective.');
    setMac(call, mac);
  },
  vlan(call, vlan, qos, protocol) {
    if (vlan > 4095 || qos > 7) {
      call.say(ERROR, 'Invalid VF Parameters');
      refuse('EINVAL');
    }
    if (protocol !== '802.1Q') {
      call.say(ERROR, 'VF VLAN protocol is not supported');
      refuse('EPROTONOSUPPORT');
    }
    if (vlan !== 0 || qos !== 0) {
      call.say(INFO, `Setting VLAN ${vlan}, QOS 0x${qos.toString(16)} on VF ${call.index}`);
    }
    setVlan(call, vlan, qos, protocol);
  },
  rate(call, min, max) {
    if (min !== 0) {
      call.say(
        ERROR,
        `Invalid min tx rate (${min}) (greater than 0) specified for VF ${call.index}.`,
      );
      refuse('EINVAL');
    }
    if (max > 40_000) refuse('EINVAL');
    setRate(call, min, max);
  },
  spoofCheck: setSpoofCheck,
  trust: setTrustNow,
  linkState: setLinkState,
};

const ice: VfRules = {
  missing: (_say, sayNet, index) => {
    sayNet(ERROR, `Invalid VF ID: ${index}`);
    return 'EINVAL';
  },
  mac(call, mac) {
    if (isMulticast(mac)) {
      call.sayNet(ERROR, `${mac} not a valid unicast address`);
      refuse('EINVAL');
    }
    call.sayNet(
      INFO,
      mac === ZERO_MAC
        ? `Removing MAC on VF ${call.index}. VF driver will be reinitialized`
        : `Setting MAC ${mac} on VF ${call.index}. VF driver will be reinitialized`,
    );
    setMac(call, mac);
  },
  vlan(call, vlan, qos, protocol) {
    if (vlan > 4094 || qos > 7) {
      call.say(ERROR, `Invalid Port VLAN parameters for VF ${call.index}, ID ${vlan}, QoS ${qos}`);
      refuse('EINVAL');
    }
    const tpid = protocol === '802.1Q' ? '0x8100' : '0x88a8';
    call.say(
      INFO,
      vlan === 0 && qos === 0
        ? `Clearing port VLAN on VF ${call.index}`
        : `Setting VLAN ${vlan}, QoS 0x${qos.toString(16)} TPID ${tpid} on VF ${call.index}`,
    );
    setVlan(call, vlan, qos, protocol);
  },
  rate: setRate,
  spoofCheck: setSpoofCheck,
  trust: setTrustNow,
  linkState: setLinkState,
};

const bnxt: VfRules = {
  missing: (_say, sayNet, index) => {
    sayNet(ERROR, `Invalid VF id ${index}`);
    return 'EINVAL';
  },
  mac(call, mac) {
    if (isMulticast(mac)) {
      call.sayNet(ERROR, 'Invalid VF ethernet address');
      refuse('EINVAL');
    }
    setMac(call, mac);
  },
  vlan(call, vlan, qos, protocol) {
    if (protocol !== '802.1Q') refuse('EPROTONOSUPPORT');
    if (vlan > 4095 || qos > 7 || (vlan === 0 && qos !== 0)) refuse('EINVAL');
    setVlan(call, vlan, qos, protocol);
  },
  rate(call, min, max) {
    if (max > 25_000) {
      call.sayNet(INFO, `max tx rate ${max} exceed PF link speed for VF ${call.index}`);
      refuse('EINVAL');
    }
    setRate(call, min, max);
  },
  spoofCheck: setSpoofCheck,
  trust({ vf }, on) {
    vf.trust = on;
  },
  linkState: setLinkState,
};

const mlx5: VfRules = {
  mac(call, mac) {
    if (isMulticast(mac)) refuse('EINVAL');
    setMac(call, mac);
  },
  vlan(call, vlan, qos, protocol) {
    if (vlan > 4095 || qos > 7) refuse('EINVAL');
    if (protocol !== '802.1Q') refuse('EPROTONOSUPPORT');
    setVlan(call, vlan, qos, protocol);
  },
  rate: setRate,
  spoofCheck: setSpoofCheck,
  trust({ vf }, on) {
    vf.trust = on;
  },
  linkState: setLinkState,
};

export const VF_RULES: Readonly<Record<string, VfRules>> = {
  igb,
  ixgbe,
  i40e,
  ice,
  bnxt_en: bnxt,
  bnx2x: { ...bnxt, missing: () => 'EINVAL' },
  mlx5_core: mlx5,
};
