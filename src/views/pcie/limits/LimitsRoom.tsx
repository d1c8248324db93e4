import { useState } from 'react';
import { useMessages } from '../../../i18n/react';
import { useApp } from '../../../store';
import type { RunInfo } from '../../../store/vocabulary';
import { InstancesPanel } from './InstancesPanel';
import { LimitsPanel } from './LimitsPanel';
import { lifted, withHost } from './scenario-edits';
import styles from './limits.module.css';

type Input = Parameters<Parameters<ReturnType<typeof useApp.getState>['edit']>[0]>[0];

/** The limits of the run's card; lifting one edits the scenario, and can be undone. */
export function LimitsRoom() {
  const info = useApp((s) => s.info);
  const { panel } = useMessages().limits;
  const [undo, setUndo] = useState<readonly Input[]>([]);
  if (info === null) return null;
  if (!info.host.hasCard) {
    return (
      <section className={styles['limits']} aria-label={panel.title}>
        <h3 className={styles['title']}>{panel.title}</h3>
        <p className={styles['hint']}>{panel.noCard}</p>
      </section>
    );
  }

  function edit(change: (input: Input) => Input) {
    useApp.getState().edit((input) => {
      setUndo((before) => [...before, input]);
      return change(structuredClone(input));
    });
  }

  return (
    <>
      <LimitsPanel
        limits={info.cardLimits}
        numVfs={info.topology.card.pfs.reduce((sum, { numVfs }) => sum + numVfs, 0)}
        host={info.host.from === 'lab' ? info.scenario.host : null}
        cardName={nameIn(info)}
        onLift={(lift) => edit((input) => lifted(input, lift))}
        onHost={(change) => edit((input) => withHost(input, change))}
        onUndo={
          undo.length === 0
            ? null
            : () => {
                const last = undo.at(-1);
                setUndo(undo.slice(0, -1));
                if (last !== undefined) useApp.getState().edit(() => last);
              }
        }
      />
      <InstancesPanel bills={info.cardLimits.bills} />
    </>
  );
}

const nameIn =
  ({ devices }: RunInfo) =>
  (id: string) =>
    devices.find((device) => device.id === id)?.name ?? id;
