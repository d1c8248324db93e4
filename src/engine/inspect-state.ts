import { STEP_IDS, type StepId } from './costs/steps';
import { FIFO_BYTES } from './hw/nic-ports';
import type { Cpu, Thread } from './hw/threads';
import type { InspectionRow } from './inspect';
import { word, type InspectionText } from './inspect-text';
import { hasVdpa } from './paths/guest-queues';
import type { HostParts } from './paths/host';

const row = (name: InspectionText, value: InspectionText): InspectionRow => ({ name, value });

/** A moment of the run, ps, as text. */
const moment = (at: number) => `${String(at / 1e6)} µs`;

/** What a thread of the host does at this moment: its state, its CPU, and the piece of work it is at. */
export function threadRows(host: HostParts, thread: number): readonly InspectionRow[] {
  const t = host.cpus.s.threads[thread];
  if (!t) return [];
  const now = host.cpus.s.cpus[t.cpu];
  const isAt = now?.running === thread && now.end > host.machine.now;
  const state = [word(stateOf(host, t)), `· CPU ${String(t.cpu)}`];
  return [
    row(word(`thread-${t.kind}`), state),
    ...(isAt ? [row(word('works-at'), workOf(now, t.vm))] : []),
  ];
}

function workOf({ step, from, to }: Cpu, vm: number): InspectionText {
  return { step: STEP_IDS[step] as StepId, vm, from, to };
}

/** A thread that interrupt context has pushed aside is ready, as one that waits for its turn. */
function stateOf(host: HostParts, t: Thread) {
  const cpu = host.cpus.s.cpus[t.cpu];
  if (t.state === 'ready' && cpu !== undefined && cpu.running === cpu.irqThread)
    return 'thread-interrupted';
  return `thread-${t.state}` as const;
}

/** The vCPU of a guest, and the migration that moves it. */
export function guestStateRows(host: HostParts, vm: number): readonly InspectionRow[] {
  const vcpus = host.machine.channels.of(vm).map((ch) => host.kvm.vcpuThreadOf(ch));
  return [...vcpus.flatMap((vcpu) => threadRows(host, vcpu)), ...migrationRows(host, vm)];
}

/** Every guest's vCPU in its mode. */
export function kvmRows(host: HostParts): readonly InspectionRow[] {
  return host.plan.vms
    .filter(({ index }) => !host.processes.has(index))
    .flatMap(({ index }) => {
      const channels = host.machine.channels.of(index);
      return channels.map((ch, n) => {
        const vcpu = channels.length === 1 ? '' : ` vCPU ${String(n)}`;
        return row(`VM${String(index)}${vcpu}`, word(host.kvm.describe(ch).mode));
      });
    });
}

/** Which way the message of each guest's function takes. */
export function remapRows(host: HostParts, ofVdpa: boolean): readonly InspectionRow[] {
  return host.plan.vms.flatMap((vm) => {
    const { index, fn, carrier } = vm;
    const f = host.plan.card.functions[fn < 0 ? -1 : carrier];
    if (f === undefined || hasVdpa(vm) !== ofVdpa) return [];
    const channels = host.machine.channels.of(index);
    return channels.map((ch, n) => {
      const { posted, cpu } = host.remap.describe(ch);
      const way = posted ? word('irq-posted') : [word('irq-remapped'), `CPU ${String(cpu)}`];
      const from = channels.length === 1 ? f.bdf : `${f.bdf} MSI-X ${String(n)}`;
      return row([from, '→', `VM${String(index)}`], way);
    });
  });
}

/** The rings of a virtio guest as both sides left them: who sleeps until told, and who polls. */
export function virtioRows(host: HostParts, vm: number): readonly InspectionRow[] {
  const channels = host.machine.channels.of(vm);
  return channels.flatMap((ch, n) => [
    ...(channels.length === 1
      ? []
      : [row(word('queue-pairs'), `${String(n)} · vCPU ${String(n)}`)]),
    ...pairRows(host, vm, ch),
  ]);
}

function pairRows(host: HostParts, vm: number, ch: number): readonly InspectionRow[] {
  const [tx, rx] = [host.rings.tx(ch), host.rings.rx(ch)];
  const tuning = host.plan.vms[vm]?.config.tuning;
  const kick = (off: boolean) => word(off ? 'kick-unwanted' : 'kick-wanted');
  const asked = (off: boolean) => word(off ? 'napi-polls' : 'napi-waits');
  const program = tuning?.guestPolling === true;
  return [
    row(['TX', word('kick')], kick(tx.noNotify)),
    row(['RX', word('kick')], kick(rx.noNotify)),
    row('RX NAPI', program ? word('program-polls') : asked(rx.noInterrupt)),
    row(
      'TX NAPI',
      program
        ? word('program-polls')
        : tuning?.napi === false
          ? word('cleaned-at-send')
          : asked(tx.noInterrupt),
    ),
    queueRow(tx.numFree === 0),
  ];
}

/** netif_stop_queue */
const queueRow = (stopped: boolean) =>
  row(word('tx-queue'), word(stopped ? 'queue-stopped' : 'queue-open'));

export function vhostRows(host: HostParts, vm: number): readonly InspectionRow[] {
  const workers = host.machine.channels.of(vm).flatMap((ch) => {
    const worker = host.vhost.s.workers[ch];
    return [
      ...threadRows(host, host.vhost.threadOf(ch)),
      row(word('batched'), String(worker?.batch.length ?? 0)),
      ...(worker?.rxStarved === true ? [row('RX', word('buffers-wanted'))] : []),
    ];
  });
  return [...workers, ...migrationRows(host, vm)];
}

/** An emulated card's driver polls while the card's interrupts are masked. */
export function emulatedNapiRow(host: HostParts, vm: number, masked: boolean): InspectionRow {
  const isOff = host.plan.vms[vm]?.config.tuning.napi === false;
  return row('NAPI', word(isOff ? 'napi-off' : masked ? 'napi-polls' : 'napi-waits'));
}

/** Queue pair and vector of a function: what each waits for. */
export function functionRows(host: HostParts, fn: number): readonly InspectionRow[] {
  const { nic, machine } = host;
  const q = nic.queue(fn);
  const v = nic.msix.vector(fn);
  const { polled, nth } = nic.wiring(fn);
  const vectorName = `MSI-X ${String(nth)}`;
  const engine: InspectionText = q.stalled
    ? word('fifo-full')
    : q.pacing
      ? [word('paced-until'), moment(q.paceAt)]
      : q.reading > 0
        ? [word('reads-out'), String(q.reading)]
        : word(q.fetching ? 'fetching' : 'engine-idle');
  const vector: InspectionText = v.masked
    ? word(v.pending ? 'masked-pending' : 'masked')
    : machine.now < v.notBefore
      ? [word(v.pending ? 'held-until' : 'quiet-until'), moment(v.notBefore)]
      : word('armed');
  return [
    row(word('dma-engine'), engine),
    queueRow(nic.txSpace(fn) <= 0),
    ...(polled
      ? [row(vectorName, word('program-polls'))]
      : [
          row(vectorName, vector),
          row('NAPI', word(v.masked ? 'napi-polls' : 'napi-waits')),
          row('EITR', v.interval === 0 ? '0' : `${String(v.interval / 1e6)} µs`),
        ]),
  ];
}

/** A port of the card: what waits in its FIFO, and whether bits pass. */
export function portRows(host: HostParts, port: number): readonly InspectionRow[] {
  const p = host.nic.ports.s.ports[port];
  if (!p) return [];
  const { now } = host.machine;
  const wire = (free: number) =>
    free > now ? [word('wire-busy-until'), moment(free)] : word('wire-free');
  return [
    row(word('fifo'), `${String(p.fifo)} / ${String(FIFO_BYTES)} B`),
    row([word('wire'), 'TX'], wire(p.txFree)),
    row([word('wire'), 'RX'], wire(p.rxFree)),
  ];
}

/** How far the migration of this guest is; nothing where it is not to be moved. */
export function migrationRows(host: HostParts, vm: number): readonly InspectionRow[] {
  const { migration } = host;
  if (migration?.settings.vm !== vm) return [];
  const { phase, count, left, throttle } = migration.s;
  const rounds = [word('rounds'), String(count), '·', word('pages-left'), String(left)];
  return [
    row(word('migration'), word(`phase-${phase}`)),
    ...(phase === 'waiting' || phase === 'refused' ? [] : [row('', rounds)]),
    ...(throttle > 0 ? [row(word('slowed'), `${String(throttle)} %`)] : []),
  ];
}
