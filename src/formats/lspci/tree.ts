import type { FunctionInfo } from './function-info';
import { hex } from './text';
import type { Bridge, Bus, Topology } from './topology';

interface TreeOptions {
  /** Which functions a selection wants, what leads to them is drawn too; null: everything. */
  readonly wanted: ((info: FunctionInfo) => boolean) | null;
  /** What stands behind an endpoint; '' for nothing. */
  readonly label: (info: FunctionInfo) => string;
  readonly out: (text: string) => void;
}

/** `lspci -t`. */
export function printTree(topology: Topology, options: TreeOptions): void {
  const { wanted, label, out } = options;
  const shown = new Set<FunctionInfo | Bus>();
  /** What the line is so far; past the end of a line, its bars. */
  let line = '';

  function mark(bridge: Bridge, passed: Set<Bridge>): boolean {
    passed.add(bridge);
    let any = wanted === null;
    for (const bus of bridge.buses) {
      if (wanted === null) shown.add(bus);
      for (const info of bus.functions) {
        const below = topology.bridgeOf.get(info);
        const leads = below !== undefined && !passed.has(below) && mark(below, passed);
        if (!leads && wanted?.(info) === false) continue;
        shown.add(info).add(bus);
        any = true;
      }
    }
    return any;
  }

  function end(): void {
    out(`${line}\n`);
    line = line.replace(/[^+|]/g, ' ').replaceAll('+', '|');
  }

  /** Draws one branch after the other, each starting where the line is now. */
  function branch<T extends FunctionInfo | Bus>(
    items: readonly T[],
    draw: (item: T) => void,
  ): void {
    const at = line.length;
    items.forEach((item, i) => {
      if (!shown.has(item)) return;
      line = `${line.slice(0, at)}${i === items.length - 1 ? '\\' : '+'}-`;
      draw(item);
    });
  }

  function drawBridge(bridge: Bridge): void {
    line += '-';
    const visible = bridge.buses.some((bus) => shown.has(bus));
    const [only] = bridge.buses;
    if (!visible || only === undefined) end();
    else if (bridge.buses.length === 1) {
      if (bridge.function === null) line += `${busName(only)}-`;
      drawBus(only);
    } else {
      branch(bridge.buses, (bus) => {
        line += `${busName(bus)}-`;
        drawBus(bus);
      });
    }
  }

  function drawBus(bus: Bus): void {
    const [only] = bus.functions;
    if (only === undefined) end();
    else if (bus.functions.length === 1) {
      line += '--';
      drawFunction(only);
    } else branch(bus.functions, drawFunction);
  }

  function drawFunction(info: FunctionInfo): void {
    line += `${hex(info.seen.device, 2)}.${String(info.seen.fn)}`;
    const bridge = topology.bridgeOf.get(info);
    if (bridge === undefined) {
      const text = label(info);
      if (text !== '') line += `  ${text}`;
      end();
      return;
    }
    line += busRange(bridge);
    drawBridge(bridge);
  }

  mark(topology.host, new Set());
  drawBridge(topology.host);
}

const busName = (bus: Bus) => `[${hex(bus.domain, 4)}:${hex(bus.number, 2)}]`;

function busRange({ secondary, subordinate }: Bridge): string {
  if (secondary === 0) return '-';
  if (secondary === subordinate) return `-[${hex(secondary, 2)}]-`;
  return `-[${hex(secondary, 2)}-${hex(subordinate, 2)}]-`;
}

/** `-P` and `-PP`: the way down to a function, root first. */
export function pathOf(info: FunctionInfo, topology: Topology): FunctionInfo[] {
  const path = [info];
  for (let at = info; ;) {
    const above = topology.busOf.get(at)?.bridge.function;
    if (!above || path.includes(above)) return path;
    path.unshift(above);
    at = above;
  }
}
