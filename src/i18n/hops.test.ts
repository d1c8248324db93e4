import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT_REASONS, REGISTERS } from '../engine/costs/facts';
import { STEP_IDS, type StepId } from '../engine/costs/steps';
import { PATH_IDS } from '../engine/scenario/scenario';
import { english, loadMessages, type Messages } from '.';
import type { Depths } from './depths';
import type { StepWords } from './en/steps';
import { isKnownName } from './testing-names';

/** Every path, register and reason that a sentence may have to name. */
const WORDS: readonly StepWords[] = [undefined, ...PATH_IDS].flatMap((path) =>
  ['', ...new Set(REGISTERS.map(({ name }) => name))].flatMap((register) =>
    ['', ...Object.values(EXIT_REASONS)].map((reason) => ({
      guest: 'VM0',
      register,
      reason,
      device: 'VF0',
      from: 'vhost',
      to: 'tap',
      ...(path !== undefined && { path }),
    })),
  ),
);

const DEPTHS = ['first', 'os', 'kernel'] as const satisfies readonly (keyof Depths)[];

/** The different sentences of one step and depth. */
const said = (m: Messages, step: StepId, depth: keyof Depths) => [
  ...new Set(WORDS.map((w) => m.hops[step][depth](w))),
];

/** Names out of a source: what has an underscore. */
const names = (text: string) =>
  (text.match(/\b[A-Za-z_]\w*\b/gu) ?? []).filter((name) => name.includes('_'));

const isRegister = (name: string) => REGISTERS.some((register) => register.name === name);

describe.each(['en', 'zh-CN'] as const)('the steps at three depths, %s', (locale) => {
  let m: Messages;
  beforeAll(async () => {
    m = await loadMessages(locale);
  });

  it('says three different things of every step, each a sentence', () => {
    const wrong = new Set<string>();
    for (const step of STEP_IDS) {
      for (const w of WORDS) {
        const told = DEPTHS.map((depth) => m.hops[step][depth](w));
        if (new Set(told).size !== 3) wrong.add(`${step}: ${told.join(' | ')}`);
      }
      for (const text of DEPTHS.flatMap((depth) => said(m, step, depth))) {
        const whole = locale === 'en' ? /^\S.*\S[.?]$/su : /^\S.*\S[。？]$/su;
        if (!whole.test(text) || /undefined| {2}|\.\.|。。|，，/u.test(text)) wrong.add(text);
      }
    }
    expect([...wrong]).toEqual([]);
  });

  it('is short for a first course, and names nothing out of a source', () => {
    const jargon = /QEMU|KVM|DMA|IOMMU|NAPI|MSI|EPT|vCPU|vhost thread/u;
    const wrong = STEP_IDS.flatMap((step) => said(m, step, 'first')).filter(
      (text) =>
        (locale === 'en' ? text.split(/\s+/u).length > 25 : text.length > 60) ||
        names(text).some((name) => !isRegister(name)) ||
        jargon.test(text),
    );
    expect(wrong).toEqual([]);
  });

  it('names only functions and structures that are in the sources', () => {
    const unknown = STEP_IDS.flatMap((step) =>
      DEPTHS.flatMap((depth) => said(m, step, depth).flatMap(names)),
    ).filter((name) => !isKnownName(name));
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('names a function, or says that hardware does it, where a kernel developer reads', () => {
    const hardware = /Hardware|No code|硬件|没有代码|ENETDOWN/u;
    const nameless = STEP_IDS.flatMap((step) => said(m, step, 'kernel')).filter(
      (text) => names(text).length === 0 && !hardware.test(text),
    );
    expect(nameless).toEqual([]);
  });
});

it('names the same functions in both languages, whatever the path', async () => {
  const zh = await loadMessages('zh-CN');
  const list = (m: Messages, step: StepId, w: StepWords) =>
    [...new Set(names(m.hops[step].kernel(w)))].toSorted().join(' ');
  const differing = STEP_IDS.filter((step) =>
    WORDS.some((w) => list(english, step, w) !== list(zh, step, w)),
  );
  expect(differing).toEqual([]);
});

it('tells the paths apart: the same step is other code on another path', () => {
  const on = (step: StepId, path: (typeof PATH_IDS)[number], register = '') =>
    english.hops[step].kernel({ ...(WORDS[0] as StepWords), register, path });
  expect(on('driver-xmit', 'emulated')).toContain('e1000_xmit_frame');
  expect(on('driver-xmit', 'vhost-net')).toContain('virtqueue_kick_prepare_split');
  expect(on('driver-xmit', 'sriov')).toContain('ixgbevf_xmit_frame');
  expect(on('direct-write', 'sriov', 'VTEIMS')).toContain('ixgbevf_irq_enable_queues');
  expect(on('direct-write', 'passthrough', 'RDT')).toContain('ixgbe_alloc_rx_buffers');
  expect(on('device-register', 'emulated', 'ICR')).toContain('mac_icr_read');
  expect(on('device-register', 'emulated-rtl8139', 'TxPoll')).toContain('rtl8139_cplus_transmit');
  expect(on('ioeventfd', 'vhost-net')).toContain('vhost_poll_wakeup');
  expect(on('msix', 'sriov')).toContain('pi_update_irte');
  expect(on('msix', 'vhost-net')).not.toContain('pi_update_irte');
});
