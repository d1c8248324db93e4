import { useId } from 'react';
import { cannotMove, DMA_TRACKING, takesVf } from '../store/vocabulary';
import type { Scenario, VmGroup } from '../store/vocabulary';
import { formatBytes } from '../i18n/format';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { change, useShown } from './change';
import { NumberField } from './NumberField';
import controls from './controls.module.css';
import styles from './set-up.module.css';

const MEMORY_MIB = [4, 8, 16, 32, 64] as const;
const MIB = 2 ** 20;
const AT = 'migration';

interface Props {
  readonly scenario: Scenario;
  readonly group: VmGroup;
  readonly card: { readonly vendorId: number; readonly vfDeviceId: number };
}

const SAVER = 'mlx5_vfio_pci';

/** The ways in which a guest with a VF can be moved: one at a time. */
function VfWays({ group, canSave }: { readonly group: VmGroup; readonly canSave: boolean }) {
  const m = useMessages().migration;
  const failover = useShown('vms.0.failover', group.failover);
  const vfioDriver = useShown('vms.0.vfioDriver', group.vfioDriver);
  const saves = vfioDriver !== 'vfio-pci';
  return (
    <>
      {!saves && (
        <label className={controls['check']}>
          <input
            type="checkbox"
            checked={failover}
            onChange={(event) => {
              change('vms.0.failover', event.currentTarget.checked);
            }}
          />
          <span>{m.failover}</span>
        </label>
      )}
      {!failover &&
        (canSave ? (
          <label className={controls['check']}>
            <input
              type="checkbox"
              checked={saves}
              onChange={(event) => {
                change('vms.0.vfioDriver', event.currentTarget.checked ? SAVER : 'vfio-pci');
              }}
            />
            <span>{m.saves(SAVER)}</span>
          </label>
        ) : (
          <p className={controls['hint']}>{m.cannotSave}</p>
        ))}
    </>
  );
}

/** Moves the first guest while it runs; says why where that is refused. */
export function Migrate({ scenario, group, card }: Props) {
  const messages = useMessages();
  const m = messages.migration;
  const hint = useId();
  const plan = scenario.migration;
  // As the learner last set it, before the worker has answered.
  const checked = useApp((s) =>
    s.wanted === null ? plan !== null : (s.wanted[AT] ?? null) !== null,
  );
  const destinationVf = useShown(`${AT}.destinationVf`, plan?.destinationVf ?? true);
  const tracking = useShown(`${AT}.dmaTracking`, plan?.dmaTracking ?? 'device');
  const reason = cannotMove(group);
  const guest = plan === null ? 0 : Number(plan.guest.slice('vm'.length));
  const mib = plan === null ? 0 : Math.round(plan.memory / MIB);
  const sizes = [...new Set<number>([...MEMORY_MIB, mib])].toSorted((a, b) => a - b);
  return (
    <div className={styles['knob']}>
      <label className={controls['check']}>
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={hint}
          onChange={(event) => {
            const moves = event.currentTarget.checked;
            useApp.getState().edit((input) => ({ ...input, [AT]: moves ? {} : null }));
          }}
        />
        <span>{m.check(messages.stage.guest(guest))}</span>
      </label>
      <p id={hint} className={controls['hint']}>
        {reason === null ? m.hint : m.cannot[reason]}
      </p>
      {group.path === 'sriov' && <VfWays group={group} canSave={takesVf(SAVER, card)} />}
      {plan !== null && reason === null && (
        <>
          {group.failover && (
            <label className={controls['check']}>
              <input
                type="checkbox"
                checked={destinationVf}
                onChange={(event) => {
                  change(`${AT}.destinationVf`, event.currentTarget.checked);
                }}
              />
              <span>{m.destinationVf}</span>
            </label>
          )}
          {group.vfioDriver !== 'vfio-pci' && (
            <label className={controls['field']}>
              <span className={controls['label']}>{m.tracking}</span>
              <select
                className={controls['select']}
                value={tracking}
                onChange={(event) => {
                  change(`${AT}.dmaTracking`, event.currentTarget.value);
                }}
              >
                {DMA_TRACKING.filter((by) => by !== 'iommu' || scenario.host.iommu).map((by) => (
                  <option key={by} value={by}>
                    {m.trackedBy[by]}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label className={controls['field']}>
            <span className={controls['label']}>{m.memory}</span>
            <select
              className={controls['select']}
              value={mib}
              onChange={(event) => {
                change(`${AT}.memory`, `${event.currentTarget.value}MiB`);
              }}
            >
              {sizes
                .filter((size) => size > 0)
                .map((size) => (
                  <option key={size} value={size}>
                    {formatBytes(size * MIB)}
                  </option>
                ))}
            </select>
          </label>
          <NumberField
            label={m.dirtyRate}
            value={plan.dirtyPagesPerSecond}
            min={0}
            max={50_000_000}
            onCommit={(value) => {
              change(`${AT}.dirtyPagesPerSecond`, value);
            }}
          />
          <label className={controls['check']}>
            <input
              type="checkbox"
              checked={plan.autoConverge}
              onChange={(event) => {
                change(`${AT}.autoConverge`, event.currentTarget.checked);
              }}
            />
            <span>{m.autoConverge}</span>
          </label>
        </>
      )}
    </div>
  );
}
