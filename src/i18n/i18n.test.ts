import { expect, it } from 'vitest';
import { loadMessages } from '.';
import { en as english } from './en';

type Tree = { readonly [key: string]: unknown };

/** Every leaf with its path: texts and functions. */
function leaves(tree: Tree, at = ''): (readonly [path: string, leaf: unknown])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? leaves(value as Tree, `${at}${key}.`)
      : [[`${at}${key}`, value] as const],
  );
}

const CJK = /[\u4e00-\u9fff]/u;

/** Texts that are the same in both languages: names of products, standards, registers, units. */
const SAME = [
  /^shell\.paths\.(?:emulated-rtl8139|virtio|vhost-net|vhost-user|sriov)$/u,
  /^help\.places\.pcie$/u,
  /^shell\.(?:views\.pcie|setUp\.(?:iommu|bytes|micros))$/u,
  /^shell\.tools\.language$/u,
  /^stage\.paths\.(?:emulated-rtl8139|virtio|vhost-net|vhost-user|sriov)$/u,
  /^stage\.places\.(?:stack|host-stack|kvm|vmm|vhost|tap|vfio|vhost-vdpa|vdcm|iommu|pf|vf)\./u,
  /^stage\.(?:given\.adi|places\.(?:sf|adi)\.short)$/u,
  /^stage\.(?:iommu\.short|laneNotes\.dma|driverOf\.|glyphNames\.dma$|observersShort|observers$|bands\.hardware\.short)/u,
  /^pcie\.(?:legendPf|role\.vf|column\.(?:pf|vfs)|field\.(?:totalVfs|numVfs|offset|stride)|term\.|rid)/u,
  /^config\.range$/u,
  /^why\.cpu\.accounts\./u,
  /^shell\.setUp\.addresses\.protocols\.(?:udp|tcp)$/u,
  /^captures\.(?:kinds\.(?:virtqueue|tap)|layers\.|fields\.vlan)/u,
  /^terminal\.keyCaps\./u,
  /^dump\.(?:command|column\.(?:pf|totalVfs))$/u,
  /^limits\.name\.total-vfs$/u,
  /^glossary\.groups\.(?:pcie|sriov)$/u,
  /^instances\.(?:kinds\.(?:vf|adi)|resources\.pasids)$/u,
];

it('says the same things in both languages, in the same shape', async () => {
  const zh = await loadMessages('zh-CN');
  const shape = (tree: Tree) =>
    leaves(tree)
      .map(([path, leaf]) => `${path}: ${typeof leaf}`)
      .toSorted();
  expect(shape(zh)).toEqual(shape(english));
});

it('leaves no text empty', async () => {
  for (const locale of ['en', 'zh-CN'] as const) {
    const empty = leaves(await loadMessages(locale)).filter(
      ([, leaf]) => typeof leaf === 'string' && leaf.trim() === '',
    );
    expect(empty).toEqual([]);
  }
});

it('is written in Chinese where it is Chinese, names aside', async () => {
  const english_ = new Map(leaves(english));
  const left = leaves(await loadMessages('zh-CN')).filter(
    ([path, leaf]) =>
      typeof leaf === 'string' &&
      !CJK.test(leaf) &&
      /[a-z]{2}/iu.test(String(english_.get(path))) &&
      !SAME.some((pattern) => pattern.test(path)),
  );
  expect(left).toEqual([]);
});

it('is written in English where it is English, the name of the other language aside', () => {
  const left = leaves(english).filter(([, leaf]) => typeof leaf === 'string' && CJK.test(leaf));
  expect(left.map(([path]) => path)).toEqual(['shell.tools.language']);
});

it('puts every text of the pseudo-locale in brackets, those made by functions too', async () => {
  const pseudo = await loadMessages('pseudo');
  const bare = leaves(pseudo).filter(
    ([, leaf]) => typeof leaf === 'string' && !/^⟦.*⟧$/su.test(leaf),
  );
  expect(bare).toEqual([]);
  expect(pseudo.shell.title('SR-IOV')).toBe('⟦SR-IOV · SR-IOV Lab⟧');
});
