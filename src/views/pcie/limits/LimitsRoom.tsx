import { useState } from 'react';
import { useMessages } from '../../../i18n/react';
import { useApp } from '../../../store';
import type { FunctionKind, InstanceKind, PathId, RunInfo } from '../../../store/vocabulary';
import { withFunction } from '../../../ui/given-function';
import { InstancesPanel } from './InstancesPanel';
import { LimitsPanel } from './LimitsPanel';
import { lifted, withHost } from './scenario-edits';
import styles from './limits.module.css';

type Input = Parameters<Parameters<ReturnType<typeof useApp.getState>['edit']>[0]>[0];

/** The limits of the run's card; lifting one edits the scenario, and can be undone. */
export function LimitsRoom() {
  const info = useApp((s) => s.info);
  const asking = useApp((s) => s.asking);
  const { limits, lesson } = useMessages();
  const { panel } = limits;
  const [undo, setUndo] = useState<readonly Input[]>([]);
  if (info === null) return null;
  // What binds is what a lesson asks for.
  if (asking || !info.host.hasCard) {
    return (
      <section className={styles['limits']} aria-label={panel.title}>
        <h3 className={styles['title']}>{panel.title}</h3>
        <p className={styles['hint']}>{asking ? lesson.answer.after : panel.noCard}</p>
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
      <InstancesPanel
        bills={info.cardLimits.bills}
        onRun={(kind) => {
          void run(kind);
        }}
      />
    </>
  );
}

/** Path and function of the guests that show a kind. */
const ON: Readonly<Record<InstanceKind, readonly [path: PathId, kind: FunctionKind]>> = {
  vf: ['sriov', 'vf'],
  sf: ['bare-metal', 'sf'],
  adi: ['sriov', 'adi'],
  'vdpa-vf': ['sriov', 'vdpa-vf'],
  'vdpa-sf': ['sriov', 'vdpa-sf'],
  virtio: ['vhost-net', 'vf'],
  emulated: ['emulated', 'vf'],
};

/** The first guests of the scenario get one each, and the stage shows them. */
async function run(kind: InstanceKind): Promise<void> {
  const [path, of] = ON[kind];
  const { takePath, setView } = useApp.getState();
  await takePath(0, path);
  useApp.getState().edit((input) => {
    const { info } = useApp.getState();
    return info === null ? input : withFunction(input, info.scenario, 0, of);
  });
  setView('stage');
}

const nameIn =
  ({ devices }: RunInfo) =>
  (id: string) =>
    devices.find((device) => device.id === id)?.name ?? id;
