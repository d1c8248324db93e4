import { SysError } from './errno';
import { controllerReady } from './drivers/nvme';
import type { Host } from './host';
import type { NvmeController, NvmeResource } from './kernel';
import { LEVEL } from './log';
import { keptOf, secondaryOf, type SecondaryController } from './nvme-state';
import type { PciDevice } from './pci-device';

/** NVMe Base Specification 2.0, figure 94: command specific status, with Do Not Retry. */
const STATUS = { field: 0x4002, id: 0x411f, state: 0x4120, number: 0x4121, resource: 0x4122 };

const RESETTING_NS = 20_000_000;

/** A number among what the device was described with. */
function described(host: Host, pf: PciDevice, name: string): number {
  const models = host.machine.devices.filter(({ model }) => model === 'nvme');
  const controllers = host.sorted().filter((one) => one.class === pf.class && one.physfn === null);
  const text = models[controllers.indexOf(pf)]?.props[name];
  return text === undefined ? 0 : Number(text);
}

/** Resources of one kind that secondaries may share, and the most that one of them may have. */
function shared(host: Host, pf: PciDevice, kind: NvmeResource): { total: number; most: number } {
  const total = described(host, pf, kind === 'queues' ? 'sriov_vq_flexible' : 'sriov_vi_flexible');
  const limit = kind === 'queues' ? 'sriov_max_vq_per_vf' : 'sriov_max_vi_per_vf';
  const vfs = Math.max(1, described(host, pf, 'sriov_max_vfs'));
  return { total, most: described(host, pf, limit) || Math.floor(total / vfs) };
}

function enabledVfs(pf: PciDevice): number {
  return pf.sriov?.numVfs ?? 0;
}

/** The administrative commands of the controller `nvme0`; null where nothing of that name is there. */
export function nvmeController(host: Host, name: string): NvmeController | null {
  const instance = Number(/^nvme(\d+)$/.exec(name)?.[1] ?? Number.NaN);
  const pf = host.nvmeInstances.get(instance);
  if (pf === undefined) return null;
  const count = pf.physfn !== null ? 0 : described(host, pf, 'sriov_max_vfs');
  const secondary = (index: number): SecondaryController => {
    const state = secondaryOf(host, pf, index);
    // When the VFs go, those that were online go offline and give back what they had.
    if (state.online && index >= enabledVfs(pf)) clear(state);
    return state;
  };
  const all = (): SecondaryController[] => Array.from({ length: count }, (_, i) => secondary(i));
  /** null: accepted; else the status of the completion. */
  const refusal = (
    action: number,
    kind: NvmeResource,
    id: number,
    wanted: number,
  ): number | null => {
    const { total, most } = shared(host, pf, kind);
    const given = all().reduce((sum, state) => sum + state[kind], 0);
    const kept = keptOf(host, pf)[kind] ?? total;
    if (action === 1) {
      if (id !== 0) return STATUS.id;
      return wanted > total - given ? STATUS.number : null;
    }
    if (id < 1 || id > count) return STATUS.id;
    const state = secondary(id - 1);
    if (action === 8) {
      if (state.online) return STATUS.state;
      const rise = wanted - state[kind];
      return wanted > most || rise > total - kept - given ? STATUS.number : null;
    }
    if (action !== 9) return action === 7 ? null : STATUS.field;
    const isReady = state.interrupts > 0 && state.queues >= 2 && id <= enabledVfs(pf);
    return isReady ? null : STATUS.state;
  };
  return {
    secondaries: () => all().map((state) => ({ ...state })),
    manage(action, kind, id, wanted) {
      const status = refusal(action, kind, id, wanted);
      if (status !== null) return { status, modified: 0 };
      if (action === 1) keptOf(host, pf)[kind] = wanted;
      else if (action === 8) secondary(id - 1)[kind] = wanted;
      else if (action === 9) secondary(id - 1).online = true;
      else clear(secondary(id - 1));
      return { status: 0, modified: action === 1 || action === 8 ? wanted : 0 };
    },
    reset() {
      if (pf.driver?.name !== 'nvme') throw new SysError('ENODEV');
      for (const state of all()) clear(state);
      host.log.print(LEVEL.warn, `nvme ${name}: resetting controller`);
      const { bound } = pf;
      host.clock.after(RESETTING_NS, () => {
        if (pf.bound === bound) controllerReady(host, pf, name);
      });
      host.clock.pass(RESETTING_NS);
    },
  };
}

function clear(state: SecondaryController): void {
  Object.assign(state, { online: false, queues: 0, interrupts: 0 });
}
