import type { Host } from '../host';
import type { SubFunction } from '../sub-functions';
import { devicePath } from '../trace';
import type { VDir, VNode } from '../vfs';
import { directory, link, readOnly } from '../vfs-nodes';
import { netNode } from './net';

const DRIVER = 'mlx5_core.sf';

const pathOf = ({ parent, name }: SubFunction): string => `${devicePath(parent)}/${name}`;

/** The directory of a scalable function, inside its PF's. */
export function subFunctionNode(host: Host, sub: SubFunction): VDir {
  const up = '../'.repeat(pathOf(sub).split('/').length - 1);
  return directory(
    () =>
      new Map<string, VNode>([
        ['driver', link(`${up}bus/auxiliary/drivers/${DRIVER}`)],
        ['net', directory(() => new Map([[sub.net.name, netNode(host, sub.net)]]))],
        ['sfnum', readOnly(() => `${sub.number}\n`)],
        ['subsystem', link(`${up}bus/auxiliary`)],
        ['uevent', readOnly(() => `DRIVER=${DRIVER}\nMODALIAS=auxiliary:${DRIVER}\n`)],
      ]),
  );
}

/** `/sys/bus/auxiliary`. MODEL: of mlx5's devices on it only the scalable functions. */
export function auxiliaryBusNode(host: Host): VDir {
  const links = (up: string) =>
    new Map<string, VNode>(
      [...host.auxiliary.values()].map((sub) => [sub.name, link(`${up}${pathOf(sub)}`)]),
    );
  return directory(
    () =>
      new Map<string, VNode>([
        ['devices', directory(() => links('../../..'))],
        [
          'drivers',
          directory(() =>
            host.modules.isLoaded('mlx5_core')
              ? new Map<string, VNode>([[DRIVER, directory(() => links('../../../..'))]])
              : new Map<string, VNode>(),
          ),
        ],
      ]),
  );
}
