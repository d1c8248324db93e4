import { Suspense, useMemo, useRef } from 'react';
import { useMessages } from '../../i18n/react';
import { PacketCanvas, type CursorSource } from '../../scene/PacketCanvas';
import { EXIT_LINE, PartTip } from '../../scene/PartTip';
import { StageSvg } from '../../scene/StageSvg';
import { stageLabels } from '../../scene/labels';
import { layoutStage } from '../../scene/layout';
import { packetAt } from '../../scene/paint';
import { drawnOf } from '../../scene/paint/where';
import { primaryAt } from '../../scene/primary';
import { buildSet, buildShot, EMPTY_SHOT } from '../../scene/scene';
import { usePalette } from '../../scene/use-palette';
import { useSize } from '../../scene/use-size';
import { useApp } from '../../store';
import { lettersOf } from '../../store/page';
import { isFunction, type Topology } from '../../store/vocabulary';
import { useStageRemark } from '../../ui/HostRemark';
import { later } from '../../ui/later';
import { Caption } from './Caption';
import { earlierExits } from '../../scene/earlier-exits';
import { InFlightList } from './InFlightList';
import { Legend } from './Legend';
import styles from './stage.module.css';
import { usePassedBy } from './use-passed-by';
import { useTip } from './use-tip';

const MigrationStrip = later(async () => (await import('../../ui/MigrationStrip')).MigrationStrip);
const Callout = later(async () => (await import('./Callout')).Callout);
const OpeningCounts = later(async () => (await import('./OpeningCounts')).OpeningCounts);
const MovingMark = later(async () => (await import('./MovingMark')).MovingMark);

const source: CursorSource = {
  get: () => useApp.getState().cursor,
  subscribe: (changed) => useApp.subscribe((s) => s.cursor, changed),
};

/** Where there is less room the picture is laid out for this and drawn smaller, all layers alike. */
const LEAST = { width: 300, height: 300 } as const;

const FULL = { width: 1000, height: 720 } as const;
/** In a hall a page shows less, larger: every row of the picture one line, and letters a fortieth of the page's height. */
const IN_HALL = { width: 640, height: 284 } as const;
const LARGEST_SCALE = 2;

/** The stage: what stands, what moves, and the same in words. */
export function StageView() {
  const messages = useMessages();
  const stage = useRef<HTMLDivElement>(null);
  const size = useSize(stage);
  const palette = usePalette(stage);
  const topology = useApp((s) => s.info?.topology ?? null);
  const moves = useApp((s) => s.info !== null && s.info.scenario.migration !== null);
  const besideVm = useApp((s) => s.info?.besideVm ?? -1);
  const window = useApp((s) => s.window);
  const rate = useApp((s) => s.rate);
  const followed = useApp((s) => s.followed);
  const still = useApp((s) => s.reducedMotion);
  const spotlight = useApp((s) => s.spotlight);
  const opening = useApp((s) => s.opening);
  const selected = useApp((s) => placeOf(s.selected, s.info?.topology.places ?? []));
  const presenting = useApp((s) => s.presenting);
  const [pointed, point] = useTip();

  const labels = useMemo(
    () => (topology === null ? null : stageLabels(messages.stage, topology)),
    [messages, topology],
  );
  const letters = useApp(lettersOf);
  const scale = stageScale(size, presenting ? IN_HALL : FULL, letters);
  const set = useMemo(() => {
    if (topology === null || labels === null || size.width * size.height === 0) return null;
    const [width, height] = [size.width / scale, size.height / scale];
    return buildSet(layoutStage(topology, width, height, { labels, besideVm }));
  }, [topology, labels, besideVm, size, scale]);
  const shot = useMemo(() => {
    if (window === null || topology === null) return EMPTY_SHOT;
    return buildShot(window, topology.vms.length);
  }, [window, topology]);
  const words = messages.stage.exits;
  const remark = useStageRemark();
  const earlier = useApp((s) => earlierExits(s.window, s.instant));
  const shown = spotlight?.shown ?? null;
  const drawn = useMemo(
    () => (shown === null || set === null ? null : drawnOf(set.layout, shown)),
    [set, shown],
  );
  // What a presenter presses has the light.
  const lit = presenting ? selected : -1;
  const primary = useApp((s) => {
    const box = set?.layout.boxes.find(({ place }) => place === lit);
    if (box !== undefined && (shown?.includes(box.kind) ?? true)) return lit;
    return s.spotlight === null || set === null
      ? -1
      : primaryAt(set.layout, shot, s.spotlight, s.cursor, s.followed);
  });
  const view = useMemo(
    () => ({ rate, followed, still, words, earlier, drawn }),
    [rate, followed, still, words, earlier, drawn],
  );
  usePassedBy(stage, set?.layout ?? null, shot);

  return (
    <section className={styles['view']} aria-label={messages.stage.label}>
      <div
        ref={stage}
        className={styles['stage']}
        role="presentation"
        onClickCapture={(event) => {
          if (set === null) return;
          const { left, top } = event.currentTarget.getBoundingClientRect();
          const at = { ...view, cursor: source.get() };
          const packet = packetAt(
            set,
            shot,
            at,
            (event.clientX - left) / scale,
            (event.clientY - top) / scale,
          );
          if (packet === 0) return;
          event.stopPropagation();
          useApp.getState().select({ kind: 'packet', packet });
        }}
      >
        {set !== null && labels !== null && (
          <>
            <StageSvg
              set={set}
              labels={labels}
              selected={selected}
              pointed={pointed}
              onPoint={(place, by) => {
                point(place, by);
                if (spotlight === null) return;
                const kind = topology?.places[place]?.kind ?? null;
                useApp.getState().guide({ pointedKind: kind });
              }}
              shown={shown}
              primary={primary}
              onSelect={(place) => {
                useApp.getState().select(place === selected ? null : { kind: 'place', place });
              }}
            />
            {palette !== null && (
              <PacketCanvas
                set={set}
                scale={scale}
                shot={shot}
                palette={palette}
                source={source}
                view={view}
              />
            )}
            {opening && (
              <Suspense>
                <OpeningCounts layout={set.layout} scale={scale} />
              </Suspense>
            )}
            {primary >= 0 && (
              <Suspense>
                <Callout
                  layout={set.layout}
                  shot={shot}
                  labels={labels}
                  scale={scale}
                  place={primary}
                />
              </Suspense>
            )}
            {moves && (
              <Suspense>
                <MovingMark layout={set.layout} scale={scale} />
              </Suspense>
            )}
            {(pointed >= 0 || pointed === EXIT_LINE) && (
              <PartTip layout={set.layout} scale={scale} labels={labels} place={pointed} />
            )}
          </>
        )}
      </div>
      {set !== null && labels !== null && (
        <>
          {remark !== null && <p className={styles['remark']}>{remark}</p>}
          {moves && (
            <Suspense>
              <MigrationStrip />
            </Suspense>
          )}
          <div className={styles['foot']}>
            <Caption layout={set.layout} shot={shot} labels={labels} />
            <Legend />
          </div>
          <InFlightList layout={set.layout} shot={shot} labels={labels} earlier={earlier} />
        </>
      )}
    </section>
  );
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** On a large screen the picture grows with its type, instead of spreading out; where letters are set larger, so are its own. */
function stageScale({ width, height }: Size, full: Size, letters: number): number {
  const grown = Math.min(width / full.width, height / full.height);
  const shrunk = Math.min(width / LEAST.width, height / LEAST.height);
  return Math.min(LARGEST_SCALE * letters, Math.max(letters, grown), shrunk);
}

/** The place a selection means: a function is drawn at its place. */
function placeOf(
  selected: ReturnType<typeof useApp.getState>['selected'],
  places: Topology['places'],
): number {
  if (selected?.kind === 'place') return selected.place;
  if (selected?.kind !== 'function') return -1;
  return places.findIndex((place) => isFunction(place.kind) && place.fn === selected.fn);
}
