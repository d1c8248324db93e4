import { Control } from './limits';

/** `break 2`, `continue`. */
export class LoopJump extends Control {
  readonly kind: 'break' | 'continue';
  levels: number;

  constructor(kind: 'break' | 'continue', levels: number) {
    super();
    this.kind = kind;
    this.levels = levels;
  }
}

/** `return` from a function or a sourced file. */
export class Return extends Control {
  readonly status: number;

  constructor(status: number) {
    super();
    this.status = status;
  }
}

/** `exit`: the subshell, or the shell. */
export class Exit extends Control {
  readonly status: number;

  constructor(status: number) {
    super();
    this.status = status;
  }
}
