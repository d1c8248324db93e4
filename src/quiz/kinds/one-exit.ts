import type { Draw } from '../../engine/kernel/draw';
import type { Kind } from '../question';
import { worldOf } from '../world';

const REASONS = [
  'EPT_MISCONFIG',
  'EXTERNAL_INTERRUPT',
  'EOI_INDUCED',
  'MSR_WRITE',
  'IO_INSTRUCTION',
  'HLT',
] as const;

/** An exit of a short run, drawn among its first ones. */
function anExit(draw: Draw) {
  const path = draw.of(['emulated', 'emulated', 'emulated', 'vhost-net', 'sriov'] as const);
  const apicv = draw.of([true, true, false]);
  const scenario = {
    host: { apicv, postedInterrupts: false },
    nic: { device: 'intel-82599', numVfs: 2 },
    vms: [
      {
        count: 1,
        path,
        traffic: { kind: 'single', direction: path === 'sriov' ? 'rx' : 'tx' },
        tuning: { idlePoll: true, irqAffinity: 'same' },
      },
    ],
    run: { until: '300us' },
  };
  const world = worldOf(scenario);
  const total = world.fact('exits', 'total');
  if (!(total > 0)) return null;
  const n = draw.between(1, Math.min(total, 9));
  const text = (name: string) => world.text('exit', n, name);
  const reason = text('reason');
  const register = text('register');
  const asks = { EXTERNAL_INTERRUPT: 'interrupt', EOI_INDUCED: 'eoi', MSR_WRITE: 'eoi' } as const;
  const ask = Object.hasOwn(asks, reason) ? asks[reason as keyof typeof asks] : 'register';
  if (ask === 'register' && register === '') return null;
  const figures = {
    path,
    n: String(n),
    register,
    reason,
    apicv: apicv ? '@on' : '@off',
  };
  return { scenario, n, ask, reason, handler: text('handler'), figures };
}

/** Why the guest was left, as perf kvm stat prints it. */
export const exitReason: Kind = {
  make: (draw) => {
    const found = anExit(draw);
    if (found === null) return null;
    const { scenario, n, ask, reason, figures } = found;
    const wrong = draw.shuffled(REASONS.filter((each) => each !== reason)).slice(0, 3);
    return {
      scenario,
      ask,
      figures,
      form: {
        is: 'choice',
        options: draw.shuffled([reason, ...wrong]),
        answer: reason,
        mistakes: wrong.map((answer) => ({ answer, why: answer })),
      },
      steps: [reason],
      fact: `exit[${String(n)}].reason`,
    };
  },
};

/** Who deals with an exit: the kernel, or the VMM. */
export const exitHandler: Kind = {
  make: (draw) => {
    const found = anExit(draw);
    if (found === null) return null;
    const { scenario, n, ask, handler, figures } = found;
    const options = ['kvm', 'vmm', 'card', 'guest'];
    return {
      scenario,
      ask,
      figures,
      form: {
        is: 'choice',
        options,
        answer: handler,
        mistakes: options
          .filter((each) => each !== handler)
          .map((answer) => ({ answer, why: answer })),
      },
      steps: ['reason', handler],
      fact: `exit[${String(n)}].handler`,
    };
  },
};
