import { DROP_CAUSES } from './costs/facts';
import type { Lookup } from './hw/nic-pool';
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

/** The switch of one port: its table, what passed each function, and the last frame it looked up. */
export function inspectSwitch(host: HostParts, port: number): Inspection | null {
  const { card } = host.plan;
  const pf = card.pfs[port];
  if (!pf) return null;
  const title = `${card.functions[port]?.bdf ?? ''} VEB`;
  if (pf.numVfs === 0)
    return { title, rows: [{ name: word('switch-mode'), value: word('not-in-use') }], rings: [] };
  const sw = host.nic.ports.switch;
  const { mode, members } = sw.wiring(port);
  const nameOf = (fn: number) => card.functions[fn]?.bdf ?? `PF${String(port)}`;
  const last = sw.s.last[port] ?? null;
  return {
    title: `${card.functions[port]?.bdf ?? ''} ${mode.toUpperCase()}`,
    rows: [
      { name: word('switch-mode'), value: mode.toUpperCase() },
      ...(last === null ? [] : lookupRows(last, nameOf)),
      ...members.flatMap((fn) => poolRows(host, port, fn, nameOf(fn))),
    ],
    rings: [],
  };
}

function lookupRows(last: Lookup, nameOf: (fn: number) => string): readonly InspectionRow[] {
  const from = last.from < 0 ? word('wire') : nameOf(last.from);
  const vlan = last.vid === 0 ? word('untagged') : `VLAN ${String(last.vid)}`;
  const targets: InspectionText =
    last.drop !== null
      ? { drop: last.drop }
      : [...last.functions.map(nameOf), ...(last.toWire ? [word('wire')] : [])];
  return [
    { name: word('last-lookup'), value: `#${String(last.packet)}` },
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
