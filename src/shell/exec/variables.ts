interface Variable {
  value: string;
  exported: boolean;
  readonly: boolean;
}

/** A `readonly` one was to be changed. */
export class ReadonlyVariable extends Error {
  constructor(name: string) {
    super(`${name}: readonly variable`);
  }
}

/** The shell's variables; inside a function those declared `local` hide the others. */
export class Variables {
  #scopes: Map<string, Variable>[] = [new Map()];

  #find(name: string): Variable | undefined {
    for (let i = this.#scopes.length - 1; i >= 0; i -= 1) {
      const variable = this.#scopes[i]?.get(name);
      if (variable !== undefined) return variable;
    }
    return undefined;
  }

  get(name: string): string | undefined {
    return this.#find(name)?.value;
  }

  set(name: string, value: string): void {
    const variable = this.#find(name);
    if (variable === undefined)
      this.#scopes[0]?.set(name, { value, exported: false, readonly: false });
    else if (variable.readonly) throw new ReadonlyVariable(name);
    else variable.value = value;
  }

  /** Throws ReadonlyVariable. */
  unset(name: string): void {
    if (this.#find(name)?.readonly === true) throw new ReadonlyVariable(name);
    for (const scope of this.#scopes.toReversed()) if (scope.delete(name)) return;
  }

  mark(name: string, as: 'exported' | 'readonly', on: boolean): void {
    if (this.#find(name) === undefined) this.set(name, '');
    const variable = this.#find(name);
    if (variable !== undefined) variable[as] = on;
  }

  declareLocal(name: string, value: string): void {
    const scope = this.#scopes.at(-1);
    scope?.set(name, { value, exported: this.#find(name)?.exported ?? false, readonly: false });
  }

  get inFunction(): boolean {
    return this.#scopes.length > 1;
  }

  enter(): void {
    this.#scopes.push(new Map());
  }

  leave(): void {
    this.#scopes.pop();
  }

  /** All names with their values, sorted. */
  entries(): { name: string; value: string; exported: boolean; readonly: boolean }[] {
    const seen = new Map<string, Variable>();
    for (const scope of this.#scopes)
      for (const [name, variable] of scope) seen.set(name, variable);
    return [...seen]
      .map(([name, variable]) => ({ name, ...variable }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  environment(): Map<string, string> {
    return new Map(
      this.entries()
        .filter(({ exported }) => exported)
        .map(({ name, value }) => [name, value]),
    );
  }

  /** For a subshell: what happens after can be undone. */
  save(): () => void {
    const saved = this.#scopes;
    this.#scopes = saved.map(
      (scope) => new Map([...scope].map(([name, variable]) => [name, { ...variable }])),
    );
    return () => {
      this.#scopes = saved;
    };
  }
}
