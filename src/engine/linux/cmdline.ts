/** What of the kernel's command line matters to PCI and the IOMMU. */
export interface BootOptions {
  readonly noAri: boolean;
  readonly scanAll: boolean;
  readonly assignBusses: boolean;
  /** `pci=realloc`, `pci=realloc=on`, `pci=realloc=off`; null when nothing was said. */
  readonly realloc: boolean | null;
  readonly noAer: boolean;
  readonly noMsi: boolean;
  /** `pci=nommconf`: configuration space is reached through ports only, 256 bytes of it. */
  readonly noMmconf: boolean;
  /** `pcie_aspm=off`. */
  readonly noAspm: boolean;
  readonly intelIommu: boolean;
  /** `iommu=pt`. */
  readonly passthrough: boolean;
}

export function parseBootOptions(cmdline: string): BootOptions {
  const words = cmdline.split(/\s+/).filter((word) => word !== '');
  const pci = words
    .filter((word) => word.startsWith('pci='))
    .flatMap((word) => word.slice(4).split(','));
  const realloc = pci.findLast((word) => word === 'realloc' || word.startsWith('realloc='));
  const iommu = words
    .filter((word) => word.startsWith('intel_iommu='))
    .flatMap((word) => word.slice(12).split(','));
  const has = (word: string) => pci.includes(word);
  return {
    noAri: has('noari'),
    scanAll: has('pcie_scan_all'),
    assignBusses: has('assign-busses'),
    realloc: realloc === undefined ? null : realloc !== 'realloc=off',
    noAer: has('noaer'),
    noMsi: has('nomsi'),
    noMmconf: has('nommconf'),
    noAspm: words.includes('pcie_aspm=off'),
    intelIommu: iommu.findLast((word) => word === 'on' || word === 'off') === 'on',
    passthrough: words.includes('iommu=pt') || words.includes('iommu.passthrough=1'),
  };
}
