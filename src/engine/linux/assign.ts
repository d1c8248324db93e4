import { alignmentOf, assignResource, growResource } from './allocate';
import { setupBridge } from './bridge-windows';
import type { Host } from './host';
import { LEVEL } from './log';
import { ROM_RESOURCE, type PciBus, type PciDevice } from './pci-device';
import {
  formatRegion,
  IO,
  MEM,
  PCI_FIXED,
  PREFETCH,
  ROM_ENABLE,
  STARTALIGN,
  type Region,
} from './resource';
import type { Wishes } from './size-windows';

interface Request {
  readonly device: PciDevice;
  readonly index: number;
  readonly region: Region;
}

/** A request that found no room, as it was. */
export interface Failure extends Request {
  readonly start: number;
  readonly end: number;
  readonly flags: number;
}

function snapshot(request: Request): Failure {
  const { start, end, flags } = request.region;
  return { ...request, start, end, flags };
}

/** What the devices of a bus still need, the largest alignment first. */
function collect(devices: readonly PciDevice[]): Request[] {
  const requests: (Request & { alignment: number })[] = [];
  for (const device of devices) {
    if (device.class >> 8 === 0x0600 || device.class >> 8 === 0) continue;
    for (const [index, region] of device.used()) {
      if (region.parent !== null || (region.flags & PCI_FIXED) !== 0) continue;
      const alignment = alignmentOf(device, index);
      if (alignment === 0) continue;
      const before = requests.findIndex((other) => alignment > other.alignment);
      const request = { device, index, region, alignment };
      if (before < 0) requests.push(request);
      else requests.splice(before, 0, request);
    }
  }
  return requests;
}

function reset(region: Region): void {
  Object.assign(region, { start: 0, end: 0, flags: 0 });
}

function assignRequests(
  host: Host,
  requests: readonly Request[],
  failures: Failure[] | null,
): void {
  for (const request of requests) {
    const { device, index, region } = request;
    if (region.size === 0 || assignResource(host, device, index)) continue;
    const closedRom = index === ROM_RESOURCE && (region.flags & ROM_ENABLE) === 0;
    if (!closedRom) failures?.unshift(snapshot(request));
    reset(region);
  }
}

/** Whether a resource must make room when others of these types failed. */
function inTheWay(region: Region, failed: number): boolean {
  if ((region.flags & IO) !== 0) return (failed & IO) !== 0;
  if ((region.flags & PREFETCH) !== 0) {
    if ((failed & PREFETCH) !== 0) return true;
    return (failed & MEM) !== 0 && ((region.parent?.flags ?? 0) & PREFETCH) === 0;
  }
  return (failed & MEM) !== 0;
}

/** Everything with its wishes first; where that does not fit, the needs and then what wishes still go. */
function assignSorted(
  host: Host,
  requests: Request[],
  wishes: Wishes | null,
  failures: Failure[] | null,
): void {
  let left = requests;
  if (wishes !== null && wishes.list.length > 0) {
    const saved = new Map(requests.map((request) => [request.region, snapshot(request)]));
    left = withWishes(requests, wishes);
    const missing: Failure[] = [];
    assignRequests(host, left, missing);
    if (missing.length === 0) {
      for (const { region } of left) wishes.drop(region);
      return;
    }
    const failed = missing.reduce((mask, { flags }) => mask | flags, 0) & (IO | MEM | PREFETCH);
    left = left.filter(({ region }) => {
      if (region.parent === null || inTheWay(region, failed)) return true;
      wishes.drop(region);
      saved.delete(region);
      return false;
    });
    for (const { region } of left) region.release();
    for (const [region, { start, end, flags }] of saved)
      Object.assign(region, { start, end, flags });
  }
  assignRequests(host, left, failures);
  if (wishes !== null) grantWishes(host, left, wishes);
}

function withWishes(requests: readonly Request[], wishes: Wishes): Request[] {
  const sorted = [...requests];
  for (const request of requests) {
    const { region } = request;
    const wish = wishes.of(region);
    region.end += wish?.addSize ?? 0;
    if (wish === undefined || (region.flags & STARTALIGN) === 0) continue;
    if (wish.alignment <= region.start) continue;
    const { size } = region;
    region.start = wish.alignment;
    region.end = wish.alignment + size - 1;
    const before = sorted.findIndex(
      (other) => wish.alignment > alignmentOf(other.device, other.index),
    );
    if (before < 0) continue;
    sorted.splice(sorted.indexOf(request), 1);
    sorted.splice(Math.min(before, sorted.length), 0, request);
  }
  return sorted;
}

function grantWishes(host: Host, requests: readonly Request[], wishes: Wishes): void {
  for (const wish of wishes.list.slice()) {
    const { device, index, region, addSize, alignment } = wish;
    if (region.flags !== 0) {
      if (!requests.some((request) => request.region === region)) continue;
      if (region.size === 0) {
        region.start = alignment;
        region.end = alignment + addSize - 1;
        if (!assignResource(host, device, index)) reset(region);
      } else if (!growResource(host, device, index, addSize, alignment)) {
        const text = `failed to add ${addSize.toString(16)} res[${index}]=${formatRegion(region)}`;
        host.say(LEVEL.info, device, text);
      }
    }
    wishes.drop(region);
  }
}

/** Gives out resources from the top down and writes the bridges. */
export function assignBus(
  host: Host,
  bus: PciBus,
  wishes: Wishes | null,
  failures: Failure[] | null,
): void {
  assignSorted(host, collect(bus.devices), wishes, failures);
  for (const device of bus.devices) {
    if (device.subordinate === null) continue;
    assignBus(host, device.subordinate, wishes, failures);
    if (device.enabled === 0) setupBridge(host, device.subordinate);
  }
}
