/** Gives a text, or bytes, to the browser as a file to save. */
export function saveText(
  text: string | Uint8Array<ArrayBuffer>,
  name: string,
  type = 'text/plain',
): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Browsers that ask first, as on phones, fetch it after the answer.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
