import { Binding } from '../bind-state';
import { Claims } from '../claims';
import { classId, type PciDriver } from '../driver';
import { detachDevice } from '../driver-core';
import { disableMsix, enableDevice, enableMsix, msixCount, setMaster } from '../enable';
import type { Host } from '../host';
import { LEVEL } from '../log';
import { nvmeOnline } from '../nvme-state';
import type { PciDevice } from '../pci-device';
import { directory } from '../vfs-nodes';
import { configureSimple } from './simple-sriov';

const MS = 1_000_000;

/** `Device not ready`: an offline controller sets Ready never. */
function fail(host: Host, device: PciDevice, name: string): void {
  const status = 'Device not ready; aborting initialisation, CSTS=0x2';
  host.log.print(LEVEL.err, `nvme ${name}: ${status}`);
  if (!host.is612) {
    const text = `nvme ${name}: Removing after probe failure status: -19`;
    host.log.print(LEVEL.warn, text);
  }
  detachDevice(host, device);
}

/**
 * A controller that says Ready: its queues and their interrupts are set up. One vector for the administrative queue and
 * one for each of as many others as there are processors and vectors; with a single vector all share it.
 */
export function controllerReady(host: Host, device: PciDevice, name: string): void {
  disableMsix(host, device);
  const vectors = Math.min(msixCount(host, device), host.machine.cpus + 1);
  const queues = Math.max(1, vectors - 1);
  const own = Array.from({ length: queues + 1 }, (_, i) => `${name}q${i}`);
  enableMsix(host, device, vectors > 1 ? own : [own.join(', ')]);
  host.log.print(LEVEL.info, `nvme ${name}: ${queues}/0/0 default/read/poll queues`);
}

/** Brings the controller up; what the driver tries in a work queue after its probe. */
function reset(host: Host, device: PciDevice, binding: Binding, name: string): void {
  const current = () => device.bound === binding;
  if (!current()) return;
  enableDevice(host, device);
  setMaster(host, device);
  if (nvmeOnline(host, device)) {
    host.clock.after(15 * MS, () => {
      if (current()) controllerReady(host, device, name);
    });
  } else {
    host.clock.after(500 * MS, () => {
      if (current()) fail(host, device, name);
    });
  }
}

export function nvme(): PciDriver {
  return {
    name: 'nvme',
    module: 'nvme',
    ids: [classId(0x010802)],
    dynamicIds: [],
    probe(host, device) {
      const binding = new Binding();
      const instance = host.nvmeNumbers.take();
      const name = `nvme${instance}`;
      host.nvmeInstances.set(instance, device);
      binding.onRemove(() => {
        host.nvmeInstances.delete(instance);
        host.nvmeNumbers.free(instance);
      });
      binding.claims.push(new Claims(device, 'nvme'));
      binding.entriesByName.set(
        'nvme',
        directory(() => new Map([[name, directory(() => new Map())]])),
      );
      binding.entriesByName.set('pools', {
        type: 'file',
        mode: 0o444,
        size: 4096,
        read: () => 'poolinfo - 0.1\n',
      });
      host.nodes.set(name, { type: 'file', mode: 0o600, size: 0, device: [240, instance] });
      binding.onRemove(() => host.nodes.delete(name));
      host.log.print(LEVEL.info, `nvme ${name}: pci function ${device.name}`);
      device.bound = binding;
      host.clock.after(200_000, () => reset(host, device, binding, name));
      return null;
    },
    remove(host, device) {
      device.bound?.release(host, device);
    },
    // Since 6.2 the controller is brought up in the probe itself. Nobody waits for that but who binds by hand.
    probeTakes: (host) => (host.is612 ? 510 * MS : 0),
    configureVfs: configureSimple,
    resetDone(host, device) {
      const binding = device.bound;
      const own = [...host.nvmeInstances].find(([, controller]) => controller === device);
      if (binding === null || own === undefined) return;
      host.clock.after(15 * MS, () => {
        if (device.bound === binding) controllerReady(host, device, `nvme${own[0]}`);
      });
    },
  };
}
