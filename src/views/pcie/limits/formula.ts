import { formatBytes, formatCount } from '../../../i18n/format';
import type { LimitWhy } from '../../../i18n/en/limits';

const n = formatCount;
/** Powers of two need no decimals: 16 KiB. */
const bytes = (value: number) => formatBytes(value).replace(/\.0+(?= )/u, '');
const hex = (value: number) => `0x${value.toString(16)}`;

/** The calculation behind a limit with its numbers; signs and register names only, the same in every language. */
export function formulaOf(why: LimitWhy, max: number): string {
  const total = n(max);
  switch (why.id) {
    case 'device-total':
      return why.ports === 1
        ? total
        : `${why.ports} · ${n(Math.floor(why.vfs / why.ports))} = ${total}`;
    case 'total-vfs':
      return `TotalVFs · PF = ${n(why.totalVfs)} · ${why.pfs} = ${total}`;
    case 'driver-max':
      return why.pools === null
        ? `${n(why.maxVfs)} · ${why.pfs} = ${total}`
        : `(${why.pools} − 1) · ${why.pfs} = ${total}`;
    case 'queue-pairs':
      return `⌊(${n(why.pairs)} − ${why.keptByPf}) / ${why.perVf}⌋ · ${why.pfs} = ${total}`;
    case 'msix-vectors':
      return `⌊(${n(why.vectors)} − ${why.keptByPf}) / ${why.perVf}⌋ · ${why.pfs} = ${total}`;
    case 'ari-reach':
      return `${why.lastFunction} + 1 − ${why.pfs} ≥ ${total}`;
    case 'bus-numbers':
      return `RID(PF) + First VF Offset + (n − 1) · VF Stride ≤ ${hex(why.subordinate * 256 + 255)} → n ≤ ${total}`;
    case 'functions-per-bus':
      return `${why.onOwnBus} + ${why.buses - 1} · ${why.perBus} − ${why.pfs} = ${total}`;
    case 'memory-window':
    case 'memory-window-32': {
      const need = why.perPf * why.pfs;
      const sign = need <= why.window ? '≤' : '>';
      return `${bytes(why.perVf)} · TotalVFs · PF = ${bytes(why.perVf)} · ${n(why.totalVfs)} · ${why.pfs} = ${bytes(need)} ${sign} ${bytes(why.window)}`;
    }
    case 'num-vfs-register':
      return `(2¹⁶ − 1) · ${why.pfs} = ${total}`;
  }
}
