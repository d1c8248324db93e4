/** The text of pci.ids, as a file of its own that is fetched when it is first needed; null where it does not arrive. */
export async function loadPciIds(): Promise<string | null> {
  try {
    return (await import('../formats/lspci/pci.ids?raw')).default;
  } catch {
    // Names are numbers then.
    return null;
  }
}
