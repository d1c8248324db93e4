import {
  A,
  Latencies,
  OWN_SERVICE,
  OWN_STATIONS,
  SHARED_SERVICE,
  checksum,
  quota,
  rngStart,
  xorshift32,
} from './workload';

/** What this file uses of simjs 2.0.3, which has no types of its own. */
interface Request {
  done(callback: (...args: never[]) => void, context?: object, argument?: unknown): Request;
}
interface Facility {
  queue: { size(): number };
}
interface Entity {
  time(): number;
  setTimer(duration: number): Request;
  useFacility(facility: Facility, duration: number): Request;
}
interface Simulation {
  addEntity(kind: new () => Entity, name: string, ...args: unknown[]): Entity;
  simulate(endTime: number): boolean;
  time(): number;
}
interface Library {
  Sim: new () => Simulation;
  Entity: new () => Entity;
  Facility: new (name: string) => Facility;
}

/** The package is a script that leaves its names on `window`. */
export async function loadSimjs(): Promise<Library> {
  const scope = globalThis as { window?: { Sim?: Library } };
  const page: { Sim?: Library } = {};
  scope.window = page;
  // @ts-expect-error TS7016: no types
  await import('simjs');
  delete scope.window;
  if (!page.Sim) throw new Error('simjs did not define window.Sim');
  return page.Sim;
}

interface Station {
  facility: Facility;
  service: number;
  maxQueue: number;
  next: Station | null;
}

/** Stations are simjs facilities (first come, first served), a source is an entity. */
export function runSimjs(lib: Library, sources: number, packets: number): string {
  const sim = new lib.Sim();
  const station = (service: number, next: Station | null): Station => {
    return { facility: new lib.Facility('station'), service, maxQueue: 0, next };
  };
  const last = station(SHARED_SERVICE[1], null);
  const shared = station(SHARED_SERVICE[0], last);
  const own: Station[] = [];
  const latencies = new Latencies(sources);

  class Source extends lib.Entity {
    private first = shared;
    private left = 0;
    private rng = 0;

    start(index: number): void {
      for (let k = OWN_STATIONS - 1; k >= 0; k--) {
        this.first = station(sources * (OWN_SERVICE[k] as number), this.first);
        own.push(this.first);
      }
      this.left = quota(packets, sources, index);
      this.rng = rngStart(index);
      if (this.left > 0) this.setTimer(index * A + index).done(this.emit);
    }

    private readonly emit = (): void => {
      this.left--;
      if (this.left > 0) {
        this.rng = xorshift32(this.rng);
        this.setTimer(sources * (2 ** 29 + (this.rng >>> 2))).done(this.emit);
      }
      this.use(this.first, this.time());
    };

    use(st: Station, created: number): void {
      this.useFacility(st.facility, st.service).done(this.leave, this, [st, created]);
      const waiting = st.facility.queue.size();
      if (waiting > st.maxQueue) st.maxQueue = waiting;
    }

    private readonly leave = (st: Station, created: number): void => {
      if (st.next) this.use(st.next, created);
      else latencies.record(this.time() - created);
    };
  }

  for (let i = 0; i < sources; i++) sim.addEntity(Source, `source ${String(i)}`, i);
  sim.simulate(Infinity);
  const ownQueue = Math.max(...own.map((st) => st.maxQueue));
  const sharedQueue = Math.max(shared.maxQueue, last.maxQueue);
  return checksum(latencies.outcome(ownQueue, sharedQueue, sim.time()));
}
