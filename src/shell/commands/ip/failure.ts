/** How `ip` gives up: a text on stderr and an exit status. */
export class IpFailure extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

/** iproute2 exits with -1 where the arguments are at fault. */
export function wrongArgument(value: string, message: string): IpFailure {
  return new IpFailure(255, `Error: argument "${value}" is wrong: ${message}\n`);
}

export function duplicate(key: string, value: string): IpFailure {
  return new IpFailure(255, `Error: duplicate "${key}": "${value}" is the second value.\n`);
}

export function garbage(key: string, value: string): IpFailure {
  return new IpFailure(255, `Error: either "${key}" is duplicate, or "${value}" is a garbage.\n`);
}

export const incomplete = (): IpFailure =>
  new IpFailure(255, 'Command line is not complete. Try option "help"\n');
