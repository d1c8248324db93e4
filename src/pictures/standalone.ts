import pictureCss from '../scene/picture.module.css?inline';
import sceneCss from '../scene/scene.module.css?inline';
import wiresCss from '../scene/wires.module.css?inline';
import tokensCss from '../ui/tokens.css?inline';

/** The value of a token in the light theme, as the style sheet of tokens has it. */
export function lightToken(name: string): string {
  const [light = ''] = tokensCss.split(/\[data-theme=['"]?dark/u);
  const everywhere = tokensCss.slice(tokensCss.lastIndexOf(':root'));
  const found = new RegExp(`--${name}:\\s*([^;}]+)`, 'u');
  return (found.exec(light) ?? found.exec(everywhere))?.[1]?.trim() ?? '';
}

/** Tokens that the drawing's style sheets ask for, with those these ask for. */
function tokensFor(css: string): string {
  const known = new Map<string, string>();
  const take = (text: string) => {
    for (const [, name = ''] of text.matchAll(/var\(--([\w-]+)/gu)) {
      const value = lightToken(name);
      if (value === '' || known.has(name)) continue;
      known.set(name, value);
      take(value);
    }
  };
  take(css);
  return [...known].map(([name, value]) => `--${name}:${value}`).join(';');
}

const STYLES = [sceneCss, wiresCss, pictureCss].join('\n');

/** A drawing of the stage as a file that needs nothing else: what is for hands and for readers of the page goes. */
export function standalone(
  html: string,
  {
    width,
    height,
    title,
  }: { readonly width: number; readonly height: number; readonly title: string },
): string {
  const [, drawn = ''] = /^<div[^>]*>(.*)<\/div>$/su.exec(html) ?? [];
  const still = drawn.replaceAll(/ (?:role|tabindex|aria-[a-z]+)="[^"]*"/gu, '');
  const size = `width="${String(width)}" height="${String(height)}"`;
  const style = `svg{${tokensFor(STYLES)};background:${lightToken('page')}}\n${STYLES}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${String(width)} ${String(height)}">`,
    `<title>${inXml(title)}</title>`,
    `<style>${inXml(style)}</style>`,
    `<rect ${size} fill="${lightToken('page')}"/>`,
    still,
    '</svg>\n',
  ].join('\n');
}

export const inXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
