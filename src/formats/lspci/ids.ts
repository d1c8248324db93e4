/** One vendor's or class's part of the file, read when somebody asks for it. */
interface Section {
  readonly name: string;
  /** Device or subclass → its name. */
  readonly second: ReadonlyMap<number, string>;
  /** Subsystem or programming interface, below the key of its parent. */
  readonly third: ReadonlyMap<string, string>;
}

const NEWLINE = 10;
const TAB = 9;
const HASH = 35;
const CAPITAL_C = 67;

/**
 * The names in a `pci.ids` file. Reading looks at the first characters of each line only; a vendor's devices are
 * taken apart when one of them is asked for. Lines of another shape are passed over.
 */
export class PciIds {
  private readonly text: string;
  /** Where the sections begin and end; classes have keys of `CLASS` and up. */
  private readonly places = new Map<number, readonly [from: number, to: number]>();
  private readonly sections = new Map<number, Section>();

  constructor(text: string) {
    this.text = text;
    let open: number | undefined;
    let from = 0;
    const close = (to: number) => {
      if (open !== undefined && !this.places.has(open)) this.places.set(open, [from, to]);
    };
    for (let at = 0; at < text.length;) {
      const first = text.charCodeAt(at);
      if (first !== TAB && first !== HASH && first !== NEWLINE) {
        close(at);
        open = sectionKey(text, at);
        from = at;
      }
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end + 1;
    }
    close(text.length);
  }

  vendor(vendor: number): string | undefined {
    return this.section(vendor)?.name;
  }

  device(vendor: number, device: number): string | undefined {
    return this.section(vendor)?.second.get(device);
  }

  /** The board's own name, or the device's where the board carries the device's own numbers. */
  subsystem(
    vendor: number,
    device: number,
    subVendor: number,
    subDevice: number,
  ): string | undefined {
    const listed = this.section(vendor)?.third.get(`${device} ${subVendor} ${subDevice}`);
    if (listed !== undefined) return listed;
    return vendor === subVendor && device === subDevice ? this.device(vendor, device) : undefined;
  }

  /** `0x0200` → `Ethernet controller`. */
  className(baseAndSub: number): string | undefined {
    return this.section(CLASS + (baseAndSub >> 8))?.second.get(baseAndSub & 0xff);
  }

  /** `0x02` → `Network controller`. */
  baseClassName(base: number): string | undefined {
    return this.section(CLASS + base)?.name;
  }

  /** `0x010802` → `NVM Express`. */
  progIf(classWithProgIf: number): string | undefined {
    const sub = (classWithProgIf >> 8) & 0xff;
    return this.section(CLASS + (classWithProgIf >> 16))?.third.get(
      `${sub} ${classWithProgIf & 0xff}`,
    );
  }

  private section(key: number): Section | undefined {
    const known = this.sections.get(key);
    const place = this.places.get(key);
    if (known !== undefined || place === undefined) return known;
    const section = readSection(this.text.slice(...place));
    this.sections.set(key, section);
    return section;
  }
}

/** Above all vendor numbers. */
const CLASS = 0x10000;

function sectionKey(text: string, at: number): number | undefined {
  if (text.charCodeAt(at) === CAPITAL_C) {
    const id = /^C ([0-9a-f]{2}) /i.exec(text.slice(at, at + 5))?.[1];
    return id === undefined ? undefined : CLASS + parseInt(id, 16);
  }
  const id = /^([0-9a-f]{4}) /i.exec(text.slice(at, at + 5))?.[1];
  return id === undefined ? undefined : parseInt(id, 16);
}

function readSection(text: string): Section {
  const [head = '', ...lines] = text.split('\n');
  const second = new Map<number, string>();
  const third = new Map<string, string>();
  let parent = '';
  for (const line of lines) {
    const parts = /^(\t\t?)([0-9a-f]+)(?: ([0-9a-f]{4}))? +(.*)/is.exec(line);
    if (parts === null) continue;
    const [, tabs = '', id = '', more, name = ''] = parts;
    const key = parseInt(id, 16);
    if (tabs.length === 1) {
      parent = String(key);
      second.set(key, name.trimEnd());
    } else {
      third.set([parent, key, ...(more === undefined ? [] : [parseInt(more, 16)])].join(' '), name);
    }
  }
  return { name: head.replace(/^(C )?[0-9a-f]+ +/i, '').trimEnd(), second, third };
}
