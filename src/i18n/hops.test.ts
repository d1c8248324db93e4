import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT_REASONS, REGISTERS } from '../engine/costs/facts';
import type { StepId } from '../engine/costs/steps';
import { PATH_IDS } from '../engine/scenario/scenario';
import { loadMessages, type Messages } from '.';
import { en as english } from './en';
import type { Depths } from './depths';
import type { StepWords } from './en/steps';
import { isKnownName } from './testing-names';

/** Every path, register and reason that a sentence may have to name. */
const PATHS = [undefined, ...PATH_IDS, 'vdpa', 'adi'] as const;
const WORDS: readonly StepWords[] = PATHS.flatMap((path) =>
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

/** Every subject of the sentences: the steps, then the facts. */
function subjects({ hops, facts }: Messages): ReadonlyMap<string, Depths> {
  return new Map([
    ...Object.entries<Depths>(hops),
    ...Object.entries(facts).flatMap(([group, members]) =>
      Object.entries<Depths>(members).map(([id, depths]) => [`${group}.${id}`, depths] as const),
    ),
  ]);
}

const DEPTHS = ['first', 'os', 'kernel'] as const satisfies readonly (keyof Depths)[];

/** The different sentences of a subject at one depth. */
const said = (told: Depths, depth: keyof Depths) => [...new Set(WORDS.map((w) => told[depth](w)))];

const all = (m: Messages, depth: keyof Depths) =>
  [...subjects(m).values()].flatMap((told) => said(told, depth));

/** Names out of a source: what has an underscore. */
const names = (text: string) =>
  (text.match(/\b[A-Za-z_]\w*\b/gu) ?? []).filter((name) => name.includes('_'));

const isRegister = (name: string) => REGISTERS.some((register) => register.name === name);

describe.each(['en', 'zh-CN'] as const)('steps and facts at three depths, %s', (locale) => {
  let m: Messages;
  beforeAll(async () => {
    m = await loadMessages(locale);
  });

  it('says three different things of each, every one a sentence', () => {
    const wrong = new Set<string>();
    for (const [subject, told] of subjects(m)) {
      for (const w of WORDS) {
        const three = DEPTHS.map((depth) => told[depth](w));
        if (new Set(three).size !== 3) wrong.add(`${subject}: ${three.join(' | ')}`);
      }
      for (const text of DEPTHS.flatMap((depth) => said(told, depth))) {
        const whole = locale === 'en' ? /^\S.*\S[.?]$/su : /^\S.*\S[。？]$/su;
        if (!whole.test(text) || /undefined| {2}|\.\.|。。|，，/u.test(text)) wrong.add(text);
      }
    }
    expect([...wrong]).toEqual([]);
  });

  it('is short for a first course, and names nothing out of a source', () => {
    const jargon = /QEMU|KVM|DMA|IOMMU|NAPI|MSI|EPT|vCPU|vhost thread/u;
    const wrong = all(m, 'first').filter(
      (text) =>
        (locale === 'en' ? text.split(/\s+/u).length > 25 : text.length > 60) ||
        names(text).some((name) => !isRegister(name)) ||
        jargon.test(text),
    );
    expect(wrong).toEqual([]);
  });

  it('names only functions and structures that are in the sources', () => {
    const named = new Set(DEPTHS.flatMap((depth) => all(m, depth).flatMap(names)));
    expect([...named].filter((name) => !isKnownName(name))).toEqual([]);
  });

  it('names a function, or says that hardware does it, where a kernel developer reads', () => {
    const hardware =
      /Hardware|No code|hardware|硬件|没有代码|ENETDOWN|sendmsg|recvmsg|TLP|readl|writel/u;
    const nameless = all(m, 'kernel').filter(
      (text) => names(text).length === 0 && !hardware.test(text),
    );
    expect(nameless).toEqual([]);
  });
});

it('names the same functions in both languages, whatever the path', async () => {
  const zh = await loadMessages('zh-CN');
  const theirs = subjects(zh);
  const list = (told: Depths | undefined, w: StepWords) =>
    [...new Set(names(told?.kernel(w) ?? ''))].toSorted().join(' ');
  const differing = [...subjects(english)].filter(([subject, told]) =>
    WORDS.some((w) => list(told, w) !== list(theirs.get(subject), w)),
  );
  expect(differing.map(([subject]) => subject)).toEqual([]);
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
