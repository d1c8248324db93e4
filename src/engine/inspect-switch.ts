import { DROP_CAUSES } from './costs/facts';
import { lastLookup, type Lookup, type Lookups } from './hw/nic-pool';
import { WIRE } from './hw/nic-flows';
import { EVERYBODY, GROUP, NOBODY, vidOf } from './hw/packets';
import type { Inspection, InspectionRow } from './inspect';
import { word, type InspectionText } from './inspect-text';
import type { HostParts } from './paths/host';

/** An address as it stands in a frame. */
export function addressText(address: number): InspectionText {
  if (address >= 0) return `VM${String(address)}`;
  if (address === EVERYBODY) return word('broadcast');
  if (address === GROUP) return word('group');
  return word(address === NOBODY ? 'nobody' : 'outside');
}

/** VLAN ID and priority of a tag. */
export function tagText(tci: number): InspectionText {
  if (tci === 0) return word('untagged');
  const priority = tci >> 13;
  return priority === 0 ? String(vidOf(tci)) : `${String(vidOf(tci))}, PCP ${String(priority)}`;
}

const parts = (text: InspectionText) =>
  typeof text === 'object' && 'length' in text ? text : [text];

/**
 * The switch of one port: its tables with what they have hit, what passed each function, and how it looked up `packet`, or
 * where that has not been here lately, the last one.
 */
export function inspectSwitch(host: HostParts, port: number, packet: number): Inspection | null {
  const { card } = host.plan;
  const pf = card.pfs[port];
  if (!pf) return null;
  const title = `${card.functions[port]?.bdf ?? ''} VEB`;
  if (pf.numVfs === 0)
    return { title, rows: [{ name: word('switch-mode'), value: word('not-in-use') }], rings: [] };
  const sw = host.nic.ports.switch;
  const { mode, members } = sw.wiring(port);
  const nameOf = (fn: number) => card.functions[fn]?.bdf ?? `PF${String(port)}`;
  const last = lastLookup(sw.s.recent[port] as Lookups);
  const own = lookupOf(host, port, packet);
  return {
    title: `${card.functions[port]?.bdf ?? ''} ${mode.toUpperCase()}`,
    rows: [
      { name: word('switch-mode'), value: mode.toUpperCase() },
      ...(own === null ? [] : lookupRows(own, 'lookup-of', nameOf)),
      ...(own !== null || last === null ? [] : lookupRows(last, 'last-lookup', nameOf)),
      ...flowRows(host, port, nameOf),
      ...members.flatMap((fn) => poolRows(host, port, fn, nameOf(fn))),
    ],
    rings: [],
  };
}

/** The packet's latest lookup; null where it was never there, or others have come since. */
function lookupOf({ nic }: HostParts, port: number, packet: number): Lookup | null {
  if (packet === 0) return null;
  const lookups = nic.ports.switch.s.recent[port]?.lookups ?? [];
  const own = lookups.filter((lookup) => lookup.packet === packet);
  return own.toSorted((a, b) => b.at - a.at)[0] ?? null;
}

/** Rules and entries that the host has written, and the receive FIFO where frames may wait in it. */
function flowRows(
  { nic }: HostParts,
  port: number,
  nameOf: (fn: number) => string,
): readonly InspectionRow[] {
  const { flows } = nic.ports.switch;
  const { mode } = nic.ports.switch.wiring(port);
  const rules = flows.rules.flatMap((rule, i): InspectionRow[] =>
    rule.port === port
      ? [
          {
            name: [word('card-rule'), rule.text],
            value: `${String(flows.s.packets[i])} × · ${String(flows.s.bytes[i])} B`,
          },
        ]
      : [],
  );
  const entries = flows.entries(port).map(({ address, at, hits }): InspectionRow => ({
    name: [word('bridge-entry'), ...parts(addressText(address))],
    value: ['→', at === WIRE ? word('wire') : nameOf(at), `· ${String(hits)} ×`],
  }));
  const { held, size, blocks } = nic.ports.rxFifo(port);
  return [
    ...rules,
    ...entries,
    ...(mode === 'switchdev'
      ? [{ name: word('misses'), value: String(flows.s.misses[port] ?? 0) }]
      : []),
    ...(blocks ? [{ name: word('rx-fifo'), value: `${String(held)} / ${String(size)} B` }] : []),
  ];
}

function lookupRows(
  last: Lookup,
  title: 'lookup-of' | 'last-lookup',
  nameOf: (fn: number) => string,
): readonly InspectionRow[] {
  const from = last.from < 0 ? word('wire') : nameOf(last.from);
  const vlan = last.vid === 0 ? word('untagged') : `VLAN ${String(last.vid)}`;
  const targets: InspectionText =
    last.drop !== null
      ? { drop: last.drop }
      : [...last.functions.map(nameOf), ...(last.toWire ? [word('wire')] : [])];
  return [
    { name: word(title), value: `#${String(last.packet)}` },
    {
      name: word('looked-up-in'),
      value: [
        from,
        '·',
        ...parts(addressText(last.src)),
        '→',
        ...parts(addressText(last.dst)),
        '·',
        vlan,
      ],
    },
    { name: word('by-rule'), value: word(`rule-${last.rule}`) },
    { name: word('goes-to'), value: targets },
  ];
}

function poolRows(
  host: HostParts,
  port: number,
  fn: number,
  name: string,
): readonly InspectionRow[] {
  const sw = host.nic.ports.switch;
  const pool = sw.pool(fn);
  const counts = sw.s.counts[fn];
  const { address, valid, portVlan, vlans } = pool;
  const hits = address >= 0 ? (sw.s.hits[port]?.[address] ?? 0) : 0;
  const entry: InspectionText = valid
    ? address < 0
      ? word('host-and-rest')
      : [...parts(addressText(address)), `${String(hits)} ×`]
    : word('address-not-set');
  const member = [
    portVlan === 0 ? '' : `PVID ${String(vidOf(portVlan))}`,
    ...(vlans ?? []).map(String),
  ]
    .filter((text) => text !== '')
    .join(', ');
  const lost = [...(counts?.dropped ?? [])].flatMap((count, i): InspectionRow[] => {
    const cause = DROP_CAUSES[i];
    return count === 0 || cause === undefined
      ? []
      : [{ name: [name, { drop: cause }], value: String(count) }];
  });
  return [
    { name, value: entry },
    ...(member === '' ? [] : [{ name: [name, 'VLAN'], value: member }]),
    {
      name: [name, word('sent-frames')],
      value: `${String(counts?.txFrames ?? 0)} · ${String(counts?.txBytes ?? 0)} B`,
    },
    {
      name: [name, word('taken-frames')],
      value: `${String(counts?.rxFrames ?? 0)} · ${String(counts?.rxBytes ?? 0)} B`,
    },
    ...lost,
  ];
}
