import { runClosures } from './closures';
import { runKernel } from './kernel';
import { loadSimjs, runSimjs } from './simjs';

/** One run of the workload to its end; returns the checksum. */
export type Engine = (sources: number, packets: number) => string;

export const ENGINES: Readonly<Record<string, () => Promise<Engine>>> = {
  kernel: () => Promise.resolve(runKernel),
  closures: () => Promise.resolve(runClosures),
  simjs: async () => {
    const lib = await loadSimjs();
    return (sources, packets) => runSimjs(lib, sources, packets);
  },
};
