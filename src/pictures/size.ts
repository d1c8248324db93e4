/** Of a picture, px: as wide as a page. */
export const SIZE = { width: 960, height: 500 } as const;
