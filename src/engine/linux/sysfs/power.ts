import type { VDir, VNode } from '../vfs';
import { directory, inert, readOnly } from '../vfs-nodes';

/** Runtime power management: always on. */
export function power(): VDir {
  return directory(
    () =>
      new Map<string, VNode>([
        ['async', inert('enabled\n')],
        ['autosuspend_delay_ms', inert('\n')],
        ['control', inert('on\n')],
        ['runtime_active_kids', readOnly(() => '0\n')],
        ['runtime_active_time', readOnly(() => '0\n')],
        ['runtime_enabled', readOnly(() => 'forbidden\n')],
        ['runtime_status', readOnly(() => 'active\n')],
        ['runtime_suspended_time', readOnly(() => '0\n')],
        ['runtime_usage', readOnly(() => '1\n')],
        ['wakeup', inert('\n')],
      ]),
  );
}
