import { useId, useState } from 'react';
import { formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import type { MetricsPicture } from '../../store/vocabulary';
import controls from '../../ui/controls.module.css';
import { saveMetrics } from '../../ui/save-metrics';
import { CpuChart } from './CpuChart';
import { DropsChart } from './DropsChart';
import { ExitsChart } from './ExitsChart';
import { ExitTable } from './ExitTable';
import { InterruptsChart } from './InterruptsChart';
import { IotlbChart } from './IotlbChart';
import { LatencyChart } from './LatencyChart';
import { MigrationTable } from './MigrationTable';
import { MOST_STEPS } from './time-axis';
import { UseChart } from './UseChart';
import { useMetrics } from './use-metrics';
import { windowsOf } from './windows';
import styles from './metrics.module.css';

/** What the run amounts to: exits and their causes, latencies, who pays, how full the lines are. */
export function MetricsView() {
  const m = useMessages().metrics;
  const besideVm = useApp((s) => s.info?.besideVm ?? -1);
  // Beside a guest to compare with, the learner's own is meant, as in the numbers below.
  const [chosen, setChosen] = useState<number | 'all' | null>(null);
  const guests = useApp((s) => s.info?.topology.vms.length ?? 0);
  const wanted = chosen ?? (besideVm >= 0 ? 0 : 'all');
  const vm = wanted === 'all' || wanted >= guests ? null : wanted;
  const picture = useMetrics(vm);
  return (
    <section className={styles['view']} aria-label={m.label}>
      <header className={styles['top']}>
        <GuestChoice
          value={vm}
          onChoose={(choice) => {
            setChosen(choice ?? 'all');
          }}
        />
        <Extent />
        <button
          type="button"
          className={controls['button']}
          title={m.jsonHint}
          disabled={picture === null}
          onClick={() => {
            if (picture !== null) saveMetrics(picture);
          }}
        >
          {m.json}
        </button>
      </header>
      {vm !== null && <p className={styles['alone']}>{m.alone}</p>}
      {picture === null ? (
        <p className={styles['wait']}>{m.computing}</p>
      ) : (
        <Figures picture={picture} vm={vm} />
      )}
    </section>
  );
}

function Figures({
  picture,
  vm,
}: {
  readonly picture: MetricsPicture;
  readonly vm: number | null;
}) {
  const { metrics, series, latency, capacity, migration } = picture;
  const body = vm === null ? metrics : (metrics.vms[vm] ?? metrics);
  const windows = windowsOf(series, MOST_STEPS);
  const cores = useApp((s) => s.info?.scenario.host.cores ?? 0);
  return (
    <div className={styles['figures']} data-metrics>
      <div className={styles['wide']}>
        <ExitTable body={body} vm={vm} />
      </div>
      <ExitsChart windows={windows} vm={vm} />
      <LatencyChart buckets={latency} latency={body.latencyNs} vm={vm} />
      <CpuChart windows={windows} cpu={body.cpu} cores={cores} vm={vm} />
      <UseChart windows={windows} capacity={capacity} vm={vm} />
      <InterruptsChart windows={windows} vm={vm} />
      <IotlbChart windows={windows} vm={vm} />
      <DropsChart windows={windows} sent={body.packets.sent} vm={vm} />
      {migration !== null && (vm === null || vm === migration.vm) && (
        <div className={styles['wide']}>
          <MigrationTable report={migration} />
        </div>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly value: number | null;
  readonly onChoose: (vm: number | null) => void;
}

function GuestChoice({ value, onChoose }: ChoiceProps) {
  const messages = useMessages();
  const m = messages.metrics;
  const id = useId();
  const vms = useApp((s) => s.info?.topology.vms);
  const besideVm = useApp((s) => s.info?.besideVm ?? -1);
  return (
    <p className={styles['choice']}>
      <label htmlFor={id}>{m.who}</label>
      <select
        id={id}
        className={controls['select']}
        value={value ?? 'all'}
        onChange={(event) => {
          const { value: text } = event.currentTarget;
          onChoose(text === 'all' ? null : Number(text));
        }}
      >
        <option value="all">{m.everyone}</option>
        {vms?.map(({ index, path }) => (
          <option key={index} value={index}>
            {(index === besideVm ? m.compared : m.guest)(
              messages.stage.guest(index),
              messages.stage.paths[path],
            )}
          </option>
        ))}
      </select>
    </p>
  );
}

/** How much of the run the figures are of. */
function Extent() {
  const m = useMessages().metrics;
  const end = useApp((s) => s.info?.end ?? 0);
  const done = useApp((s) => s.done);
  const stopped = useApp((s) => s.stopped !== null);
  // While the run is being computed, in steps that can be read.
  const reached = useApp((s) =>
    s.done ? s.reached : Math.floor((20 * s.reached) / end) * (end / 20),
  );
  return (
    <p className={styles['extent']}>
      {stopped
        ? m.stopped(formatPicos(reached), formatPicos(end))
        : done
          ? m.whole(formatPicos(end))
          : m.soFar(formatPicos(reached), formatPicos(end))}
    </p>
  );
}
