import { PORT } from '../caps/express-port';
import type { Page } from '../page';
import { bitsOf, flags, hex, sign } from '../text';

/** Multicast (PCIe 6.0 §7.9.11). */
export function printMulticast(
  { config, out, verbosity }: Page,
  at: number,
  portType: number,
): void {
  out('Multicast\n');
  if (verbosity < 2 || !config.need(at + 4, 0x30)) return;
  const [able, control] = [config.word(at + 4), config.word(at + 6)];
  out(`\t\tMcastCap: MaxGroups ${String((able & 63) + 1)}`);
  const endpoint = portType === PORT.ENDPOINT || portType === PORT.INTEGRATED;
  const port = portType === PORT.ROOT || portType === PORT.UPSTREAM || portType === PORT.DOWNSTREAM;
  if (endpoint) {
    const window = bitsOf(able, 8, 6);
    out(`, WindowSz ${String(window)} (${String(1 << window)} bytes)`);
  }
  if (port) out(`, ECRCRegen${sign(able, 0x8000)}\n`);
  out(
    `\t\tMcastCtl: NumGroups ${String((control & 63) + 1)}, ${flags(control, [['Enable', 0x8000]])}\n`,
  );
  const base = config.quad(at + 8);
  out(`\t\tMcastBAR: IndexPos ${String(base & 63n)}, BaseAddr ${hex(base & ~0xfffn, 16)}\n`);
  out(`\t\tMcastReceiveVec:      ${hex(config.quad(at + 0x10), 16)}\n`);
  out(`\t\tMcastBlockAllVec:     ${hex(config.quad(at + 0x18), 16)}\n`);
  out(`\t\tMcastBlockUntransVec: ${hex(config.quad(at + 0x20), 16)}\n`);
  if (endpoint) return;
  const overlay = config.quad(at + 0x28);
  const size = Number(overlay & 63n);
  const bytes = size >= 6 ? ` (${String(1 << size)} bytes)` : ' (disabled)';
  out(
    `\t\tMcastOverlayBAR: OverlaySize ${String(size)}${bytes}, BaseAddr ${hex(overlay & ~63n, 16)}\n`,
  );
}
