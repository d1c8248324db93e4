import { useEffect, useMemo, useState } from 'react';
import { formatCount, formatMoment } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { earlierExits } from '../../scene/earlier-exits';
import { stageLabels } from '../../scene/labels';
import { layoutStage } from '../../scene/layout';
import { buildShot, EMPTY_SHOT } from '../../scene/scene';
import { inFlight } from '../../scene/story';
import { useApp } from '../../store';
import { IconButton } from '../../ui/IconButton';
import hidden from '../../ui/hidden.module.css';
import styles from './described.module.css';
import { toldAt } from './use-told';

/** What the words are reckoned for; nothing of it is drawn. */
const SIZE = { width: 1000, height: 720 } as const;
const LINES = 16;
/** A region that has just been made is not listened to yet. */
const HEARD_MS = 100;

/** The screen in words, on request: where, what happens, what is in flight, what it came to so far. */
export function Described() {
  const m = useMessages().described;
  const asked = useApp((s) => s.asked);
  const told = useDescription();
  const [said, setSaid] = useState<{ readonly turn: number; readonly lines: readonly string[] }>({
    turn: 0,
    lines: [],
  });
  useEffect(() => {
    const timer = setTimeout(() => {
      setSaid({ turn: asked, lines: told() });
    }, HEARD_MS);
    return () => {
      clearTimeout(timer);
    };
    // What it says is of the moment when it was asked.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [asked]);
  const away = () => {
    setSaid({ turn: said.turn, lines: [] });
  };
  useEffect(() => {
    if (said.lines.length === 0) return;
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) {
        setSaid(({ turn }) => ({ turn, lines: [] }));
      }
    };
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', press);
    };
  }, [said]);
  const lines = said.lines.map((line, i) => (
    // A line has no identity but its place.
    // oxlint-disable-next-line react/no-array-index-key
    <p key={i}>{line}</p>
  ));
  return (
    <>
      {/* By turns: the same words twice are said twice. */}
      {[0, 1].map((turn) => (
        <div key={turn} className={hidden['hidden']} aria-live="polite" data-described={turn}>
          {said.turn % 2 === turn && lines}
        </div>
      ))}
      {said.lines.length > 0 && (
        <section className={styles['described']} aria-label={m.label}>
          <div>{lines}</div>
          <IconButton icon="close" label={m.close} onClick={away} />
        </section>
      )}
    </>
  );
}

/** Makes the sentences of this moment. */
function useDescription(): () => readonly string[] {
  const messages = useMessages();
  const topology = useApp((s) => s.info?.topology ?? null);
  const besideVm = useApp((s) => s.info?.besideVm ?? -1);
  const labels = useMemo(
    () => (topology === null ? null : stageLabels(messages.stage, topology)),
    [messages, topology],
  );
  return () => {
    const { described: m, shell, stage } = messages;
    const { info, view, cursor, playing, window, instant, followed } = useApp.getState();
    if (info === null || topology === null || labels === null) return [shell.loading];
    const layout = layoutStage(topology, SIZE.width, SIZE.height, { labels, besideVm });
    const shot = window === null ? EMPTY_SHOT : buildShot(window, topology.vms.length);
    const picture = { layout, shot, labels };
    const { sentence, packet } = toldAt(picture, messages, useApp.getState(), cursor);
    const [own, beside] = [topology.vms[0], topology.vms[besideVm]];
    const earlier = earlierExits(window, instant);
    const counted = instant?.metrics;
    const dropped = Object.values(counted?.packets.dropped ?? {}).reduce((a, b) => a + b, 0);
    return [
      m.where(shell.views[view], formatMoment(cursor), formatMoment(info.end)) +
        ` ${playing ? m.playing : m.paused}`,
      ...(own === undefined ? [] : [m.path(shell.paths[own.path])]),
      ...(beside === undefined ? [] : [m.beside(shell.paths[beside.path])]),
      packet > 0 ? `${stage.caption.packet(packet)}: ${sentence}` : sentence,
      m.flight,
      ...inFlight({ ...picture, messages }, cursor, followed, LINES, earlier),
      ...(counted === undefined
        ? []
        : [
            m.so(
              formatCount(counted.packets.delivered),
              formatCount(dropped),
              formatCount(counted.exits.total),
            ),
          ]),
    ];
  };
}
