import { MOST_LANES, PATH_IDS } from '../../store/vocabulary';
import type { Lane, LaneInfo } from '../../store/vocabulary';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { IconButton } from '../../ui/IconButton';
import controls from '../../ui/controls.module.css';
import { LaneSettings } from './LaneSettings';
import { settingText } from '../../ui/lane-name';
import styles from './chart.module.css';

interface Props {
  readonly index: number;
  readonly lane: Lane;
  readonly lanes: readonly Lane[];
  readonly info: LaneInfo | undefined;
  /** Its figures in short. */
  readonly sum: string;
}

/** Which path a lane takes, and what else differs on it. */
export function LaneHead({ index, lane, lanes, info, sum }: Props) {
  const messages = useMessages();
  const m = messages.compare.lane;
  const setLanes = useApp((s) => s.setLanes);
  const number = index + 1;
  const change = (next: Lane) => {
    setLanes(lanes.map((each, i) => (i === index ? next : each)));
  };
  const settings = Object.entries(lane.set).map(([place, value]) =>
    settingText(messages, place, value),
  );
  return (
    <div className={styles['head']}>
      <div className={styles['headLine']}>
        <select
          className={controls['select']}
          aria-label={m.path(number)}
          value={lane.path}
          onChange={(event) => {
            const path = PATH_IDS.find((id) => id === event.currentTarget.value);
            if (path !== undefined) change({ ...lane, path });
          }}
        >
          {PATH_IDS.map((id) => (
            <option key={id} value={id}>
              {messages.shell.paths[id]}
            </option>
          ))}
        </select>
        <LaneSettings index={index} lane={lane} onChange={change} />
        {lanes.length > 2 && lanes.length <= MOST_LANES && (
          <IconButton
            icon="close"
            label={m.remove(number)}
            onClick={() => {
              setLanes(lanes.filter((_, i) => i !== index));
            }}
          />
        )}
      </div>
      {settings.length > 0 && <p className={styles['settings']}>{m.sum(settings)}</p>}
      {info?.ok === true && sum !== '' && <p className={styles['sum']}>{sum}</p>}
    </div>
  );
}
