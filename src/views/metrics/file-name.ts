/** Name of a file of figures, of one guest or of the run: `exits-vm0.csv`. */
export function fileName(what: string, vm: number | null): string {
  return `${what}${vm === null ? '' : `-vm${String(vm)}`}.csv`;
}
