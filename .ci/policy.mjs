// What the built page may load and run: its own files, and for the engine's thread a copy of them where the origin is opaque.

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // The terminal makes its own style sheet.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  // A lesson may lie anywhere.
  "connect-src 'self' https: http:",
  "worker-src 'self' blob: data:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** @returns {import('vite').Plugin} */
export function contentSecurityPolicy() {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}
