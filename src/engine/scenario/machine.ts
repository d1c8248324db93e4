import { assemble } from '../pci/build';
import { MachineError } from '../pci/models/props';
import type { MachineConfig, MachineDevice } from '../pci/machine';
import * as allowed from './allowed';
import { deviceOf, readQemuText, type MachineText } from './qemu-text';
import { parseQuantity, SIZE } from './quantity';
import type { Issue } from './scenario';
import type { ScenarioInput } from './schema';

type MachineInput = NonNullable<ScenarioInput['machine']>;
type MachineObject = Exclude<MachineInput, string>;
type DeviceInput = NonNullable<MachineObject['devices']>[number];

/** An empty q35 machine as QEMU makes it. */
const DEFAULT_MACHINE: MachineConfig = {
  chipset: 'q35',
  kernel: '6.1',
  qemu: '7.2',
  cmdline: 'console=ttyS0 panic=-1 quiet',
  devices: [],
  memory: 2 ** 30,
  cpus: 1,
};

/** Null where the input names no machine, or a wrong one: then `issues` says why. */
export function resolveMachine(
  input: MachineInput | undefined,
  issues: Issue[],
): MachineConfig | null {
  if (input === undefined) return null;
  const before = issues.length;
  const given = typeof input === 'string' ? fromText(input, issues) : fromObject(input, issues);
  if (issues.length > before) return null;
  const machine = { ...DEFAULT_MACHINE, ...given };
  // The model of the 82576 came with QEMU 8.0.
  const needsNew = given.qemu === undefined && machine.devices.some((d) => d.model === 'igb');
  const complete: MachineConfig = needsNew ? { ...machine, qemu: '10.0' } : machine;
  return canBeBuilt(complete, issues) ? complete : null;
}

/** Puts the machine together to see whether every device has its place and knows its properties. */
function canBeBuilt(machine: MachineConfig, issues: Issue[]): boolean {
  try {
    assemble(machine);
    return true;
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    const device = machine.devices[error.device];
    const { property } = error;
    const own = property === 'model' || property === 'bus' || property === 'addr';
    issues.push({
      path: `machine.devices.${String(error.device)}.${own ? property : `props.${property}`}`,
      code: 'not-allowed',
      found: allowed.shown((own ? device?.[property] : device?.props[property]) ?? null),
      allowed: `as the model says: ${error.message.replace(/^devices\[\d+\]\.[^:]*: /u, '')}`,
    });
    return false;
  }
}

function fromText(text: string, issues: Issue[]): MachineText {
  const { machine, faults } = readQemuText(text);
  for (const { line, found, allowed: wanted } of faults) {
    issues.push({
      path: 'machine',
      code: 'not-allowed',
      found: `${String(line)}: ${allowed.shown(found)}`,
      allowed: wanted,
    });
  }
  return machine;
}

function fromObject(input: MachineObject, issues: Issue[]): MachineText {
  const { memory, devices = [], ...rest } = input;
  const size = memory === undefined ? null : parseQuantity(memory, SIZE);
  return {
    ...rest,
    ...(size === null ? {} : { memory: size }),
    devices: devices.flatMap((device, index) => deviceInput(device, index, issues)),
  };
}

function deviceInput(input: DeviceInput, index: number, issues: Issue[]): MachineDevice[] {
  const device =
    typeof input === 'string'
      ? deviceOf(input)
      : {
          model: input.model ?? '',
          id: input.id ?? null,
          bus: input.bus ?? null,
          addr: input.addr ?? null,
          props: input.props ?? {},
        };
  if (device !== null && device.model !== '') return [device];
  issues.push({
    path: `machine.devices.${String(index)}`,
    code: 'not-allowed',
    found: allowed.shown(input),
    allowed: 'a device such as "igb,bus=rp1" or an object',
  });
  return [];
}
