/** An SVG as an image that a canvas can paint; a data address, since a page without an origin of its own reads no other. */
export async function imageOf(svg: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

/** The same picture in pixels; null where the browser has no room for that many. */
export async function pngOf(svg: string, width: number, height: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const ctx = canvas.getContext('2d');
  if (ctx === null) return null;
  ctx.drawImage(await imageOf(svg), 0, 0, width, height);
  return new Promise((settle) => {
    canvas.toBlob(settle, 'image/png');
  });
}
