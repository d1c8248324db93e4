import { Suspense } from 'react';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { onOtherHost } from '../store/other-host';
import { change, useShown } from './change';
import { Examples } from './Examples';
import { HostRemark } from './HostRemark';
import { later } from './later';
import { NumberField } from './NumberField';
import { Traffic } from './Traffic';
import { VfControl } from './VfControl';
import { WithoutDevice } from './WithoutDevice';
import controls from './controls.module.css';
import styles from './set-up.module.css';

/** Folded at first, so that the page does not wait for it. */
const QuestMenu = later(async () => (await import('./QuestMenu')).QuestMenu);
const WhatIf = later(async () => (await import('./WhatIf')).WhatIf);

const CardSwitch = later(async () => (await import('./CardSwitch')).CardSwitch);
const Migrate = later(async () => (await import('./Migrate')).Migrate);

const MOST_GUESTS = 63;

/** What runs: the card, its VFs, the guests, their traffic; the host's switches under a disclosure. */
export function SetUp() {
  const m = useMessages().shell.setUp;
  const info = useApp((s) => s.info);
  const [group] = info?.scenario.vms ?? [];
  const chosen = useShown('nic.device', info?.scenario.nic.device);
  const numVfs = useShown('nic.numVfs', info?.scenario.nic.numVfs);
  const count = useShown('vms.0.count', group?.count);
  if (info === null || group === undefined) return null;
  const { scenario, devices } = info;
  const { hasCard } = info.host;
  const device = hasCard ? devices.find(({ id }) => id === chosen) : undefined;
  return (
    <div className={styles['setUp']}>
      <Examples />
      <Suspense>
        <QuestMenu />
      </Suspense>
      <HostRemark />
      <label className={controls['field']}>
        <span className={controls['label']}>{m.card}</span>
        <select
          className={controls['select']}
          value={hasCard ? chosen : ''}
          onChange={(event) => {
            const next = devices.find(({ id }) => id === event.currentTarget.value);
            if (next === undefined) return;
            // A card with fewer VFs gets as many as it has.
            const vfs = Math.min(scenario.nic.numVfs, next.vfMax);
            useApp.getState().edit((input) => onOtherHost(input, { device: next.id, numVfs: vfs }));
          }}
        >
          {!hasCard && <option value="">{m.noCard}</option>}
          {devices.map(({ id, name }) => (
            <option key={id} value={id} lang="en" translate="no">
              {name}
            </option>
          ))}
        </select>
      </label>
      {device !== undefined && (
        <VfControl
          value={Math.min(numVfs ?? 0, device.vfMax)}
          max={device.vfMax}
          binding={device.vfBinding}
          limits={device.limits}
          deviceName={device.name}
          onChange={(vfs) => {
            change('nic.numVfs', vfs);
          }}
        />
      )}
      <NumberField
        label={m.guests}
        value={count ?? group.count}
        min={1}
        max={MOST_GUESTS}
        onCommit={(guests) => {
          change('vms.0.count', guests);
        }}
      />
      {hasCard && <WithoutDevice topology={info.topology} />}
      <Traffic group={group} />
      <Suspense>
        <Migrate scenario={scenario} group={group} card={info.topology.card.device} />
        {hasCard && <CardSwitch scenario={scenario} topology={info.topology} />}
        <WhatIf scenario={scenario} />
      </Suspense>
    </div>
  );
}
