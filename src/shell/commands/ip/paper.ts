/** Colours of iproute2's dark-on-light palette. */
const COLOURS = { name: 36, mac: 33, inet: 35, inet6: 34, up: 32, down: 31, plain: 0 } as const;

export type Colour = keyof typeof COLOURS;

/** How much `ip` shows and in which shape. */
export interface Looks {
  readonly statistics: number;
  readonly details: boolean;
  readonly brief: boolean;
  readonly json: boolean;
  readonly pretty: boolean;
  readonly oneLine: boolean;
  readonly colour: boolean;
}

/** Text of one listing: line ends become backslashes with -o. */
export class Paper {
  readonly looks: Looks;
  private text = '';

  constructor(looks: Looks) {
    this.looks = looks;
  }

  put(text: string, colour: Colour = 'plain'): this {
    this.text +=
      this.looks.colour && colour !== 'plain' && text !== ''
        ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m`
        : text;
    return this;
  }

  /** A line end inside one interface's entry. */
  line(): this {
    this.text += this.looks.oneLine ? '\\' : '\n';
    return this;
  }

  end(): this {
    this.text += '\n';
    return this;
  }

  toString(): string {
    return this.text;
  }
}
