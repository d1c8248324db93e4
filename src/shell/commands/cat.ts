import { toBytes } from '../bytes';
import type { Command } from '../command';
import { readInput } from '../inputs';
import { readOptions } from '../options';

/** `-v`: bytes that are no text as `^X` and `M-x`. */
function visible(text: string, tabs: boolean): string {
  let shown = '';
  for (const byte of toBytes(text)) {
    const low = byte & 0x7f;
    if (byte >= 0x80) shown += 'M-';
    else if (byte === 10 || (byte === 9 && !tabs)) {
      shown += String.fromCharCode(byte);
      continue;
    }
    shown +=
      low === 0x7f
        ? '^?'
        : low < 32
          ? `^${String.fromCharCode(low + 64)}`
          : String.fromCharCode(low);
  }
  return shown;
}

export const cat: Command = {
  name: 'cat',
  run(context) {
    const options = readOptions(context, {
      short: 'AbeEnstTuv',
      long: {
        'show-all': 'A',
        'number-nonblank': 'b',
        'show-ends': 'E',
        number: 'n',
        'squeeze-blank': 's',
        'show-tabs': 'T',
        'show-nonprinting': 'v',
      },
    });
    if (options === null) return 1;
    const any = (letters: string) => Array.from(letters).some((letter) => options.has(letter));
    const [ends, tabs, marks] = [any('AeE'), any('AtT'), any('Aetv')];
    const filled = options.has('b');
    const numbered = filled || options.has('n');
    const plain = !(ends || tabs || marks || numbered || options.has('s'));
    let status = 0;
    let number = 0;
    let fresh = true;
    let blanks = 0;
    for (const path of options.operands.length > 0 ? options.operands : ['-']) {
      const text = readInput(context, path);
      if (text === null) {
        status = 1;
        continue;
      }
      if (plain) {
        context.out(text);
        continue;
      }
      for (const line of text.split(/(?<=\n)/)) {
        const bare = line.replace(/\n$/, '');
        blanks = fresh && bare === '' ? blanks + 1 : 0;
        if (options.has('s') && blanks > 1) continue;
        let shown = marks ? visible(bare, tabs) : tabs ? bare.replaceAll('\t', '^I') : bare;
        if (numbered && fresh && (!filled || bare !== '')) {
          number += 1;
          shown = `${String(number).padStart(6)}\t${shown}`;
        }
        fresh = line.endsWith('\n');
        context.out(fresh ? `${shown}${ends ? '$' : ''}\n` : shown);
      }
    }
    return status;
  },
};
