import { concepts } from './facts/concepts';
import { files } from './facts/files';
import { network, guests, kernel } from './facts/host';
import { pci } from './facts/pci';
import { shell } from './facts/shell';
import { sysfs } from './facts/sysfs';
import type { PageFacts } from './page';

export const FACTS: readonly PageFacts[] = [
  ...pci,
  ...sysfs,
  ...network,
  ...guests,
  ...kernel,
  ...files,
  ...shell,
  ...concepts,
];
