import type { ProfileId } from '../costs/profiles';
import { price, type Check, type PriceProbe } from './check';

/** Between the tracepoints of exit and entry, as `perf kvm stat` counts. */
const TRACED = ['hardware', -1] as const;

const check = (
  figure: string,
  profile: ProfileId,
  how: string,
  probe: PriceProbe,
  more: Pick<Check, 'isInput' | 'why'> = {},
): Check => ({ figure, kind: 'price', profile, how, probe, ...more });

const COLD =
  'One message at a time, thousands of instructions apart: the published times may hold cold caches and the tracing itself. The model’s prices are those of a busy CPU.';

const INPUT = { isInput: true } as const;

/** A register of an emulated card, from the guest's instruction to the next one. */
const REGISTER = [
  ['exitLight', 1],
  ['mmioEmul', 1],
  ['userRoundtrip', 1],
  ['deviceRegister', 1],
] as const;

/** Event prices: no run is needed to set them beside the figures. */
export const PRICES: readonly Check[] = [
  check(
    'agesen12.combined_cost_assumed',
    'sandy-bridge',
    'an exit handled in the kernel',
    price(['exitLight', 1]),
  ),
  check(
    'dall16.x86.hypercall',
    'sandy-bridge',
    'an exit with nothing to do',
    price(['exitFastpath', 1]),
    INPUT,
  ),
  check(
    'dall17.x86.io_kernel',
    'sandy-bridge',
    'an exit handled in the kernel',
    price(['exitLight', 1]),
    INPUT,
  ),
  check(
    'dall17.x86.io_user',
    'sandy-bridge',
    'an exit handled in the kernel and the way to user space and back',
    price(['exitLight', 1], ['userRoundtrip', 1]),
    INPUT,
  ),
  check(
    'dall16.x86.io_latency_out',
    'sandy-bridge',
    'half of an exit and the doorbell’s signal',
    price(['exitLight', 0.5], ['kick', 1]),
    {
      why: 'The model’s doorbell includes the attempt to wake the worker, and takes the way out for half of the whole exit; the published figure ends when the event is signalled.',
    },
  ),
  check(
    'dall16.x86.virq_completion',
    'sandy-bridge',
    'the exit at the end of an interrupt',
    price(['exitEoi', 1]),
    INPUT,
  ),
  check(
    'turtles10.cpuid_vm',
    'sandy-bridge',
    'an exit handled in the kernel',
    price(['exitLight', 1]),
  ),
  check(
    'rizzo13.reg_access.kernel',
    'sandy-bridge',
    'an exit handled in the kernel',
    price(['exitLight', 1]),
  ),
  check(
    'rizzo13.reg_access.user',
    'sandy-bridge',
    'a register of an emulated card',
    price(...REGISTER),
    INPUT,
  ),
  check(
    'rizzo13.reg_access.native_range',
    'sandy-bridge',
    'a posted write to a card, on the CPU',
    price(['mmioWriteCpu', 1]),
    INPUT,
  ),
  check(
    'rizzo13.exit_plus_emulation_range',
    'sandy-bridge',
    'a register of an emulated card',
    price(...REGISTER),
  ),
  check(
    'arcangeli19.msr_write.avg.pipe',
    'recent',
    'the exit at the end of an interrupt, between the tracepoints',
    price(['exitEoi', 1], TRACED),
    INPUT,
  ),
  check(
    'arcangeli19.msr_write.min',
    'recent',
    'an exit handled with interrupts off, between the tracepoints',
    price(['exitFastpath', 1], TRACED),
    INPUT,
  ),
  check(
    'arcangeli19.ext_int.avg.pipe',
    'recent',
    'an exit and the handler of a device’s interrupt, between the tracepoints',
    price(['exitLight', 1], ['hostIrq', 1], TRACED),
    {
      why: 'The run drove no device, so its interrupts were presumably timers and reschedules; the model’s handler is that of a network card.',
    },
  ),
  check(
    'arcangeli19.preempt_timer.avg',
    'recent',
    'an exit handled in the kernel, between the tracepoints',
    price(['exitLight', 1], TRACED),
  ),
  check(
    'arcangeli19.pending_int.avg',
    'recent',
    'an exit handled in the kernel, between the tracepoints',
    price(['exitLight', 1], TRACED),
    INPUT,
  ),
  check(
    'arcangeli19.ept_misconfig.min',
    'recent',
    'a doorbell, between the tracepoints',
    price(['exitLight', 1], ['kick', 1], TRACED),
    {
      why: 'The least of many samples, presumably one where no worker had to be woken; the model’s one price is a mean that includes the attempt.',
    },
  ),
  check(
    'wanpeng19.msr_write.before',
    'skylake-mitigated',
    'an exit handled in the kernel, between the tracepoints; the difference to the next figure is the profile’s surcharge, its level is not',
    price(['exitLight', 1], TRACED),
  ),
  check(
    'wanpeng19.msr_write.before_nomit',
    'skylake-mitigated',
    'the same less the surcharge of mitigations',
    price(['exitLight', 1], ['mitigations', -1], TRACED),
  ),
  check(
    'liangli21.apic_write.avg',
    'recent',
    'an exit handled in the kernel, between the tracepoints',
    price(['exitLight', 1], TRACED),
    {
      why: 'A desktop under a 3D game; its kernel exits take two to three times those of the other traces. The model has no load on caches.',
    },
  ),
  check(
    'liangli21.ept_misconfig.avg',
    'recent',
    'a register of an emulated card, between the tracepoints',
    price(...REGISTER, TRACED),
    {
      why: 'A mean over registers that are cheap and registers that are not; the profile’s device work comes from fands25.qemu.mmio, whose registers start an invalidation.',
    },
  ),
  check(
    'cloudatlas.io_instruction.avg',
    'skylake-mitigated',
    'a port of an emulated card, between the tracepoints',
    price(['exitLight', 1], ['userRoundtrip', 1], ['deviceRegister', 1], TRACED),
    {
      why: 'A host busy with other work: means are about four times the minimum of the same table. Waiting for a CPU is simulated, but it is no part of a price.',
    },
  ),
  check(
    'cloudatlas.io_instruction.min',
    'skylake-mitigated',
    'the way to user space and back without device work, between the tracepoints',
    price(['exitLight', 1], ['userRoundtrip', 1], TRACED),
  ),
  check(
    'cloudatlas.ext_int.avg',
    'skylake-mitigated',
    'an exit and the handler of a device’s interrupt, between the tracepoints',
    price(['exitLight', 1], ['hostIrq', 1], TRACED),
  ),
  check(
    'cloudatlas.msr_write.avg',
    'skylake-mitigated',
    'an exit handled in the kernel, between the tracepoints',
    price(['exitLight', 1], TRACED),
    {
      why: 'The same busy host as cloudatlas.io_instruction.avg, whose means lie far above their minima.',
    },
  ),
  check(
    'fands25.qemu.mmio',
    'recent',
    'device work of one register',
    price(['deviceRegister', 1]),
    INPUT,
  ),
  check('cylon26.qemu_mmio', 'recent', 'a register of an emulated card', price(...REGISTER)),
  check(
    'lend.copy1500.cold',
    'recent',
    'a copy of 1500 bytes',
    price(['copyFixed', 1], ['copyByte', 1500]),
    INPUT,
  ),
  check(
    'lend.copy4k.cold',
    'recent',
    'a copy of 4096 bytes',
    price(['copyFixed', 1], ['copyByte', 4096]),
    INPUT,
  ),
  check(
    'lend.wakeup_roundtrip',
    'recent',
    'two wake-ups and two switches',
    price(['wakeup', 2], ['contextSwitch', 2]),
    INPUT,
  ),
  check(
    'makita18.derived.kick_cost',
    'skylake-mitigated',
    'an exit and the doorbell’s signal',
    price(['exitLight', 1], ['kick', 1]),
    INPUT,
  ),
  check(
    'wang18.vhost.tx.before',
    'skylake-mitigated',
    'the vhost worker’s work for a frame of 64 bytes that the tap drops',
    price(['vhostPacket', 1], ['copyFixed', 1], ['copyByte', 64]),
    INPUT,
  ),
  check(
    'multinode25.user.writev_us',
    'recent',
    'a system call that copies 106 bytes into a tap and takes them through bridge and card',
    price(
      ['syscall', 1],
      ['copyFixed', 1],
      ['copyByte', 106],
      ['tap', 1],
      ['bridge', 1],
      ['softirqPacket', 1],
      ['mmioWriteCpu', 1],
    ),
    { why: COLD },
  ),
  check(
    'multinode25.user.read_us',
    'recent',
    'three system calls, one of which copies 106 bytes out of a tap: their mean',
    price(['syscall', 1], ['copyFixed', 1 / 3], ['copyByte', 106 / 3]),
    { why: COLD },
  ),
];
