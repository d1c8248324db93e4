import { useMemo } from 'react';
import { formatMoment } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { earlierExits } from '../../scene/earlier-exits';
import { passesBy } from '../../scene/story';
import { useApp } from '../../store';
import { MODEL_VERSION } from '../../store/vocabulary';
import { toldAt } from '../stage/use-told';
import type { Look } from './look';
import { movingGroup } from './moving';
import { createPaintValues } from './paint-values';
import { pictureSvg, standing } from './picture-svg';
import type { Plate } from './Plate';

export interface Picture {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/** The moment on the screen as a file of SVG; null before the stage is drawn. */
export function usePicture(plate: Plate | null, look: Look): Picture | null {
  const messages = useMessages();
  const cursor = useApp((s) => s.cursor);
  const followed = useApp((s) => s.followed);
  const rate = useApp((s) => s.rate);
  const still = useApp((s) => s.reducedMotion);
  const info = useApp((s) => s.info);
  const instant = useApp((s) => s.instant);
  const window = useApp((s) => s.window);
  const locale = useApp((s) => s.locale);
  const values = useMemo(() => createPaintValues(), []);
  return useMemo(() => {
    if (plate === null || info === null) return null;
    const m = messages.picture;
    const { set, shot, labels } = plate;
    const view = {
      cursor,
      rate,
      followed,
      still,
      words: messages.stage.exits,
      earlier: earlierExits(window, instant),
    };
    const passed = passesBy(set.layout, shot, cursor, followed);
    const layers = [standing(plate, passed, values), movingGroup(plate, shot, view, values)];
    const told = toldAt(
      { layout: set.layout, shot, labels },
      messages,
      { followed, info, instant },
      cursor,
    );
    const packet = told.packet > 0 ? `${messages.stage.caption.packet(told.packet)} · ` : '';
    const ways = [...new Set(info.topology.vms.map(({ path }) => messages.stage.paths[path]))];
    return pictureSvg(
      plate,
      layers,
      look,
      {
        title: m.name(ways.join(' · '), formatMoment(cursor)),
        caption: `${packet}${told.sentence}`,
        source: m.source(MODEL_VERSION),
        legend: messages.stage.legend,
        lang: locale === 'zh-CN' ? 'zh-CN' : 'en',
      },
      values,
    );
  }, [plate, look, messages, cursor, followed, rate, still, info, instant, window, locale, values]);
}
