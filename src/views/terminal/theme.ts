import type { ITheme } from '@xterm/xterm';

/** The terminal's colours from the page's, so that it follows light and dark. Red and green stay apart by lightness too. */
export function terminalTheme(element: Element): ITheme {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const [ink, quiet] = [of('ink'), of('ink-2')];
  const [red, green, yellow] = [of('host-user'), of('packet-2'), of('host-kernel')];
  const [blue, magenta, cyan] = [of('guest'), of('interrupt'), of('hardware')];
  return {
    foreground: ink,
    background: of('surface'),
    cursor: of('accent'),
    cursorAccent: of('accent-ink'),
    selectionBackground: of('ink'),
    selectionForeground: of('surface'),
    selectionInactiveBackground: of('edge'),
    scrollbarSliderBackground: `${of('edge')}80`,
    scrollbarSliderHoverBackground: of('edge'),
    scrollbarSliderActiveBackground: of('edge'),
    black: of('surface-2'),
    red,
    green,
    yellow,
    blue,
    magenta,
    cyan,
    white: ink,
    brightBlack: quiet,
    brightRed: red,
    brightGreen: green,
    brightYellow: yellow,
    brightBlue: blue,
    brightMagenta: magenta,
    brightCyan: cyan,
    brightWhite: ink,
  };
}
