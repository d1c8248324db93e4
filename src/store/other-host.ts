import type { Editable } from './run';

/** The scenario on another host or card: what was described of the former, or typed on it, does not hold there. */
export function onOtherHost(input: Editable, nic: Editable): Editable {
  const { machine: _machine, edits: _edits, ...rest } = input;
  // Another card has another driver, or none, that saves its VFs, and may make no such functions.
  const groups = rest['vms'] as Editable[] | undefined;
  const vms = groups?.map(({ vfioDriver: _driver, function: _function, ...group }) => group);
  return vms === undefined ? { ...rest, nic } : { ...rest, nic, vms };
}
