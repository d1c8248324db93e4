import type { Editable } from './run';

/** The scenario on another host or card: what was described of the former, or typed on it, does not hold there. */
export function onOtherHost(input: Editable, nic: Editable): Editable {
  const { machine: _machine, edits: _edits, ...rest } = input;
  return { ...rest, nic };
}
