/** Sets the size of the page's letters, per cent of what the browser is set to. */
export function showTextSize(text: number): void {
  const { style } = document.documentElement;
  const size = text === 100 ? '' : `${String(text)}%`;
  if (style.fontSize === size) return;
  style.fontSize = size;
  // Chromium may go on with container queries in the former size; made anew they are asked anew.
  style.containerType = 'normal';
  void document.documentElement.offsetWidth;
  style.containerType = '';
}
