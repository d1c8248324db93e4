import { useId, useState } from 'react';
import { useMessages } from '../../i18n/react';
import { lab, useApp } from '../../store';
import type { TapColumn, TapPicture } from '../../store/vocabulary';
import controls from '../../ui/controls.module.css';
import { saveText } from '../../ui/save-text';
import { Column } from './Column';
import { Stretch } from './Stretch';
import { FrameDetail } from './FrameDetail';
import { useTaps, type Chosen } from './use-taps';
import styles from './captures.module.css';

/** Where software of the host could look at frames, or act on them. */
const OF_HOST: readonly TapColumn['kind'][] = ['tap', 'bridge', 'mirror', 'pf', 'representor'];

/** What tcpdump sees at each tap of a guest's way, side by side, up to the cursor; of an empty one why it is. */
export function CapturesView() {
  const m = useMessages().captures;
  const topology = useApp((s) => s.info?.topology);
  const [wanted, setWanted] = useState(0);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [part, setPart] = useState(false);
  const vm = wanted < (topology?.vms.length ?? 0) ? wanted : 0;
  const [back, setBack] = useState<number | null>(null);
  const picture = useTaps(vm, back);
  const followed = useApp((s) => s.followed);
  if (topology === undefined) return null;
  const still = chosen !== null && picture?.columns.some(({ name }) => name === chosen.tap);
  const shown = still === true ? chosen : null;
  const save = (taps: readonly string[], name: string) => {
    const { info } = useApp.getState();
    if (info === null || picture === null) return;
    const { run } = info;
    const { from, to } = picture;
    void lab
      .ask(run, (sim) => sim.saveCapture(run, taps, from, to))
      .then((file) => {
        if (file === null) return;
        setPart(!file.whole);
        saveText(file.bytes, `${name.replace(/\W+/gu, '-')}.pcapng`, 'application/x-pcapng');
      });
  };
  return (
    <section className={styles['view']} aria-label={m.label} data-captures>
      <header className={styles['top']}>
        <GuestChoice value={vm} onChoose={setWanted} />
        <p className={styles['lead']}>{m.lead}</p>
        <button
          type="button"
          className={controls['button']}
          title={m.saveAllHint}
          disabled={picture === null}
          onClick={() => {
            save(picture?.columns.map(({ name }) => name) ?? [], `vm${String(vm)} all taps`);
          }}
        >
          {m.saveAll}
        </button>
      </header>
      {part && <output className={styles['part']}>{m.part}</output>}
      {picture !== null && (
        <>
          <Stretch picture={picture} back={back} onBack={setBack} />
          <HostSight picture={picture} />
          <div className={styles['scroll']}>
            <ol className={styles['columns']} data-count={picture.columns.length}>
              {picture.columns.map((column) => (
                <Column
                  key={column.name}
                  column={column}
                  vm={vm}
                  marked={shown?.line.origin ?? followed}
                  chosen={shown}
                  onChoose={(choice) => {
                    setChosen(choice);
                    useApp.getState().follow(choice.line.origin);
                  }}
                  onSave={() => {
                    save([column.name], column.shown);
                  }}
                />
              ))}
            </ol>
          </div>
        </>
      )}
      <FrameDetail
        chosen={shown}
        onClose={() => {
          setChosen(null);
        }}
      />
    </section>
  );
}

function HostSight({ picture }: { readonly picture: TapPicture }) {
  const m = useMessages().captures;
  const points = picture.columns.filter(({ kind }) => OF_HOST.includes(kind));
  if (points.some(({ absent }) => absent === 'offloaded'))
    return <p className={styles['sight']}>{m.absent.offloaded}</p>;
  const empty = points.filter(({ absent }) => absent !== null).length;
  return (
    <p className={styles['sight']} data-blind={empty === points.length}>
      {empty === points.length ? m.blindAll : m.blind(empty, points.length)}
    </p>
  );
}

function GuestChoice({
  value,
  onChoose,
}: {
  readonly value: number;
  readonly onChoose: (vm: number) => void;
}) {
  const messages = useMessages();
  const id = useId();
  const vms = useApp((s) => s.info?.topology.vms);
  return (
    <p className={styles['choice']}>
      <label htmlFor={id}>{messages.captures.guest}</label>
      <select
        id={id}
        className={controls['select']}
        value={value}
        onChange={(event) => {
          onChoose(Number(event.target.value));
        }}
      >
        {vms?.map(({ index, path }) => (
          <option key={index} value={index}>
            {messages.captures.way(messages.stage.guest(index), messages.shell.paths[path])}
          </option>
        ))}
      </select>
    </p>
  );
}
