import type { SeenFunction } from '../../engine/linux/pci-view';
import { peek } from './function-info';
import type { FunctionInfo } from './function-info';

/** Bus numbers below a bridge; `function` is null for what the host bridges stand for. */
export interface Bridge {
  readonly function: FunctionInfo | null;
  readonly domain: number;
  readonly secondary: number;
  readonly subordinate: number;
  readonly buses: Bus[];
}

export interface Bus {
  readonly domain: number;
  readonly number: number;
  readonly bridge: Bridge;
  readonly functions: FunctionInfo[];
}

export interface Topology {
  readonly host: Bridge;
  readonly bridgeOf: ReadonlyMap<FunctionInfo, Bridge>;
  readonly busOf: ReadonlyMap<FunctionInfo, Bus>;
}

function asBridge(info: FunctionInfo): Bridge | null {
  if (info.class >> 8 !== 6 || (info.header !== 'bridge' && info.header !== 'cardbus')) return null;
  const [secondary = 0, subordinate = 0] = [0x19, 0x1a].map((at) => peek(info.seen.config, at, 1));
  const { domain } = info.seen;
  return { function: info, domain, secondary, subordinate, buses: [] };
}

const ridOf = ({ bus, device, fn }: SeenFunction) => (bus << 8) | (device << 3) | fn;

const covers = (bridge: Bridge, bus: number) =>
  bridge.secondary <= bus && bus <= bridge.subordinate;

function addBus(bridge: Bridge, domain: number, number: number): Bus {
  const bus: Bus = { domain, number, bridge, functions: [] };
  bridge.buses.push(bus);
  return bus;
}

const findBus = (bridge: Bridge, domain: number, number: number) =>
  bridge.buses.find((bus) => bus.domain === domain && bus.number === number);

/** The bus a function hangs on: that of the last bridge with its number, else one of the host's. */
function place(host: Bridge, bridges: readonly Bridge[], seen: SeenFunction): Bus {
  const { domain, bus: number } = seen;
  const known = findBus(host, domain, number);
  if (known !== undefined) return known;
  const best = bridges.findLast((b) => b.domain === domain && covers(b, number)) ?? host;
  return findBus(best, domain, number) ?? addBus(best, domain, number);
}

/** The hierarchy by the bus numbers in the bridges, functions in the order given. */
export function buildTopology(functions: readonly FunctionInfo[]): Topology {
  const host: Bridge = {
    function: null,
    domain: 0,
    secondary: 0,
    subordinate: Infinity,
    buses: [],
  };
  const bridgeOf = new Map<FunctionInfo, Bridge>();
  for (const info of functions) {
    const bridge = asBridge(info);
    if (bridge !== null) bridgeOf.set(info, bridge);
  }
  const bridges = [...bridgeOf.values()];
  for (const bridge of [host, ...bridges]) addBus(bridge, bridge.domain, bridge.secondary);
  const busOf = new Map<FunctionInfo, Bus>();
  const above = (info: FunctionInfo) => {
    const parent = info.seen.kernel?.parent ?? null;
    const known = bridges.find(({ function: bridge, domain }) => {
      return bridge !== null && domain === info.seen.domain && ridOf(bridge.seen) === parent;
    });
    return parent === null ? undefined : known?.buses[0];
  };
  for (const info of functions) {
    // What the kernel knows stands: a VF may have a number that no bridge forwards.
    const bus = above(info) ?? place(host, bridges, info.seen);
    bus.functions.push(info);
    busOf.set(info, bus);
  }
  return { host, bridgeOf, busOf };
}
