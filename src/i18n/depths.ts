import type { PathId } from '../engine/scenario/scenario';
import type { StepWords } from './en/steps';

/** Paths, and what of path `sriov` runs other code: the guest's virtio rings worked by the card, an assignable interface. */
export type TellingPath = PathId | 'vdpa' | 'adi';

export type Sentence = (w: StepWords) => string;

/** The same thing said to three kinds of learners. */
export interface Depths {
  /** Somebody who has never heard of it. */
  readonly first: Sentence;
  /** A student of operating systems: the mechanism by its standard terms. */
  readonly os: Sentence;
  /** The functions and structures of Linux, KVM, QEMU and DPDK that do it. */
  readonly kernel: Sentence;
}

/** What is said on the path concerned, `other` where nothing is or the path is not known. */
export function byPath(
  { path }: StepWords,
  words: Readonly<Partial<Record<TellingPath, string>>>,
  other: string,
): string {
  const own = path === undefined ? undefined : words[path];
  // The driver of an assignable interface is that of a VF.
  return own ?? (path === 'adi' ? words.sriov : undefined) ?? other;
}

/** One text for every guest with virtio-net, whoever works its rings. */
export const virtio = (text: string) => ({
  virtio: text,
  'vhost-net': text,
  'vhost-user': text,
  vdpa: text,
});

/** One text for both emulated cards. */
export const emulated = (text: string) => ({ emulated: text, 'emulated-rtl8139': text });

/** One text for the paths where the guest's own driver drives a real function. */
export const assigned = (text: string) => ({ passthrough: text, sriov: text });
