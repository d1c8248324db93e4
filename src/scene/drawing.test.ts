import { expect, test } from 'vitest';
import { Drawing } from './drawing';
import { drawControl, drawDescriptor, drawNote, drawPacket } from './glyphs';
import type { Palette } from './palette';

const palette = { onGlyph: 'white', halo: 'paper', exit: 'alarm', ink: 'ink' } as Palette;

test('keeps what is painted as vectors, in its order and with its colours', () => {
  const drawing = new Drawing();
  drawing.textAlign = 'center';
  drawing.font = '600 10px mono';
  drawPacket(drawing, 100, 50, 7, 'hue', palette);
  const [card, rim, number] = drawing.painted;
  expect(card).toMatchObject({ kind: 'path', fill: 'hue', stroke: 'none' });
  // Four sides and four round corners, closed, around the middle.
  expect(card?.kind === 'path' && card.d).toBe(
    'M95.5 42h9a4.5 4.5 0 0 1 4.5 4.5v7a4.5 4.5 0 0 1 -4.5 4.5h-9a4.5 4.5 0 0 1 -4.5 -4.5v-7a4.5 4.5 0 0 1 4.5 -4.5Z',
  );
  expect(rim).toMatchObject({ fill: 'none', stroke: 'paper', width: 1.5 });
  expect(number).toMatchObject({
    kind: 'text',
    text: '7',
    x: 100,
    y: 50.5,
    anchor: 'middle',
    font: '600 10px mono',
    fill: 'white',
  });
});

test('a circle closes on itself; a rectangle has its four sides; a rim lies under its words', () => {
  const drawing = new Drawing();
  drawControl(drawing, 20, 10, false, palette);
  const [disc, arrow] = drawing.painted;
  expect(disc?.kind === 'path' && disc.d).toBe('M12.5 10a7.5 7.5 0 1 1 15 0a7.5 7.5 0 1 1 -15 0Z');
  expect(arrow).toMatchObject({ stroke: 'white', width: 1.8 });
  drawing.clearRect();
  expect(drawing.painted).toEqual([]);
  drawDescriptor(drawing, 5, 6, 'hue', palette);
  expect(drawing.painted[1]).toMatchObject({ d: 'M2 2.5h6v1.4h-6Z', fill: 'white' });
  drawNote(drawing, 'TDT', 1, 2, 'hue', palette);
  expect(drawing.painted.slice(-2)).toMatchObject([
    { text: 'TDT', fill: 'none', stroke: 'paper' },
    { text: 'TDT', fill: 'hue', stroke: 'none' },
  ]);
});
