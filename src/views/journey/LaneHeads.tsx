import { useMessages } from '../../i18n/react';
import { functionName } from '../../i18n/place-name';
import { BandIcon } from '../../scene/BandIcon';
import { isFunction, type Topology } from '../../store/vocabulary';
import { bandsOf, type Lane } from './lanes';
import styles from './diagram.module.css';

interface Props {
  readonly lanes: readonly Lane[];
  readonly topology: Topology;
  readonly left: number;
  readonly laneWidth: number;
  readonly exitLine: number;
}

/** From here on a band's name fits above its lanes, px. */
const NAMED = 84;
/** From here on a lane's name lies flat, px. */
const FLAT = 62;

/** Whose lane it is, in the hue and with the sign of its band. They stay when the diagram is scrolled. */
export function LaneHeads({ lanes, topology, left, laneWidth, exitLine }: Props) {
  const { stage, journey: m } = useMessages();
  const guests = new Set(lanes.filter(({ vm }) => vm >= 0).map(({ vm }) => vm));
  const nameOf = ({ place, kind, vm }: Lane) => {
    const fn = topology.places[place]?.fn ?? -1;
    if (isFunction(kind)) return functionName(stage, topology, fn);
    const name = stage.places[kind].short;
    return guests.size > 1 && vm >= 0 ? stage.placeOf(name, stage.guest(vm)) : name;
  };
  return (
    <div className={styles['heads']} style={{ paddingLeft: left }} aria-hidden="true">
      {bandsOf(lanes).map(({ band, first, count }) => (
        <div
          key={first}
          className={styles['head']}
          data-band={band}
          data-exit-line={first === exitLine}
          style={{ width: count * laneWidth }}
        >
          <div className={styles['bandName']} title={m.bands[band]}>
            <svg width="11" height="11">
              <BandIcon band={band} x={0} y={0} />
            </svg>
            {count * laneWidth >= NAMED && <span>{m.bands[band]}</span>}
          </div>
          <div className={styles['names']}>
            {lanes.slice(first, first + count).map((lane) => (
              <span key={lane.place} data-flat={laneWidth >= FLAT} style={{ width: laneWidth }}>
                <span>{nameOf(lane)}</span>
              </span>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
