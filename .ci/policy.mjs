// What the built page may load and run: its own files, and for the engine's thread a copy of them where the origin is opaque.

/** @param {string} scripts */
const policy = (scripts) =>
  [
    "default-src 'none'",
    `script-src ${scripts}`,
    // The terminal makes its own style sheet.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    // Animations are looked at before they are saved.
    "media-src 'self' blob:",
    "font-src 'self' data:",
    "manifest-src 'self'",
    // A lesson may lie anywhere.
    "connect-src 'self' https: http:",
    "worker-src 'self' blob: data:",
    // The preview of a line for a course page is the lab itself.
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/**
 * As it stands in a page.
 * @param {string} scripts where scripts may come from, as the policy spells it
 */
export const policyTag = (scripts) =>
  `<meta http-equiv="Content-Security-Policy" content="${policy(scripts)}" />`;

/** @returns {import('vite').Plugin} */
export function contentSecurityPolicy() {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy("'self'") },
        injectTo: 'head-prepend',
      },
    ],
  };
}
