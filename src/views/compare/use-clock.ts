import { useEffect, type RefObject } from 'react';
import type { PacketTrace } from '../../store/vocabulary';
import { useApp } from '../../store';
import type { ChartScale } from './chart-scale';
import { positionAt } from './lane-geometry';
import type { ExitShape, Point } from './lane-geometry';

/** Half the height of a packet's glyph. */
const HALF_PX = 8;

interface Shape {
  readonly way: readonly Point[];
  readonly exits: readonly ExitShape[];
}

/** Moves what follows the cursor on one lane: its line, the packet, the guest's CPU, what is still to come. */
export function useClock(
  svg: RefObject<SVGSVGElement | null>,
  trace: PacketTrace,
  shape: Shape,
  scale: ChartScale,
): void {
  useEffect(() => {
    const root = svg.current;
    if (root === null) return;
    const find = (name: string) => root.querySelector<SVGElement>(`[data-${name}]`);
    const [line, packet, cpu] = [find('cursor'), find('packet'), find('cpu')];
    const [future, count] = [find('future'), find('count')];
    const { height, right, length, x } = scale;
    const caused = shape.exits.filter(({ idle }) => !idle);
    const place = (element: SVGElement | null, t: number, level: number | null, half = 0) => {
      if (element === null) return;
      const shown = level === null ? 'none' : '';
      if (element.style.display !== shown) element.style.display = shown;
      if (level !== null) {
        const y = Math.min(Math.max(level * height, half), height - half);
        element.setAttribute('transform', `translate(${x(t).toFixed(1)} ${y.toFixed(1)})`);
      }
    };
    const paint = (cursor: number) => {
      const since = cursor - trace.from;
      const inside = Math.min(Math.max(since, 0), length);
      const at = x(inside);
      line?.setAttribute('transform', `translate(${at.toFixed(1)} 0)`);
      future?.setAttribute('x', String(at));
      future?.setAttribute('width', String(Math.max(0, right - at)));
      const { way } = shape;
      const [first, last] = [way[0], way.at(-1)];
      // It lies at its source before its first move, and at its end afterwards.
      // Where motion is not welcome the packet goes from one end of a move to the other at once.
      const { reducedMotion } = useApp.getState();
      const shown = reducedMotion ? (way.findLast(({ t }) => t <= cursor)?.t ?? cursor) : cursor;
      const level =
        first === undefined || last === undefined || since < 0
          ? null
          : (positionAt(way, shown) ?? (shown < first.t ? first.y : last.y));
      place(
        packet,
        last !== undefined && shown > last.t
          ? last.t - trace.from
          : Math.max(0, shown - trace.from),
        level,
        HALF_PX,
      );
      const exit = shape.exits.find(
        ({ points }) =>
          points.length > 1 &&
          (points[0] as Point).t <= cursor &&
          (points.at(-1) as Point).t >= cursor,
      );
      place(cpu, inside, exit === undefined ? null : positionAt(exit.points, cursor));
      cpu?.setAttribute('data-idle', String(exit?.idle ?? false));
      const text = `×${String(caused.filter(({ t }) => t <= cursor).length)}`;
      if (count !== null && count.textContent !== text) count.textContent = text;
    };
    paint(useApp.getState().cursor);
    return useApp.subscribe((s) => s.cursor, paint);
  }, [svg, trace, shape, scale]);
}
