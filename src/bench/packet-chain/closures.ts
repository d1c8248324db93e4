import TinyQueue from 'tinyqueue';
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

/**
 * The comparison: closures in a well-known priority queue, objects for packets and stations. Written
 * as a competent web developer would, with an explicit (time, insertion) order, and nothing recorded.
 */
interface Scheduled {
  time: number;
  seq: number;
  run: () => void;
}

interface Packet {
  created: number;
  source: number;
}

interface Station {
  service: number;
  busy: boolean;
  fifo: Packet[];
  maxQueue: number;
  next: Station | null;
}

export function runClosures(sources: number, packets: number): string {
  const agenda = new TinyQueue<Scheduled>([], (p, q) => p.time - q.time || p.seq - q.seq);
  let now = 0;
  let seq = 0;
  const at = (time: number, run: () => void): void => {
    agenda.push({ time, seq: seq++, run });
  };

  const station = (service: number, next: Station | null): Station => {
    return { service, busy: false, fifo: [], maxQueue: 0, next };
  };
  const last = station(SHARED_SERVICE[1], null);
  const shared = station(SHARED_SERVICE[0], last);
  const own: Station[] = [];
  const first: Station[] = [];
  for (let i = 0; i < sources; i++) {
    let next = shared;
    for (let k = OWN_STATIONS - 1; k >= 0; k--) {
      next = station(sources * (OWN_SERVICE[k] as number), next);
      own.push(next);
    }
    first.push(next);
  }

  const latencies = new Latencies(sources);
  const left = Array.from({ length: sources }, (_, i) => quota(packets, sources, i));
  const rng = Array.from({ length: sources }, (_, i) => rngStart(i));

  function serve(st: Station, packet: Packet): void {
    st.busy = true;
    at(now + st.service, () => complete(st, packet));
  }

  function arrive(st: Station, packet: Packet): void {
    if (!st.busy) {
      serve(st, packet);
    } else {
      st.fifo.push(packet);
      if (st.fifo.length > st.maxQueue) st.maxQueue = st.fifo.length;
    }
  }

  function complete(st: Station, packet: Packet): void {
    const waiting = st.fifo.shift();
    if (waiting) serve(st, waiting);
    else st.busy = false;
    if (st.next) arrive(st.next, packet);
    else latencies.record(now - packet.created);
  }

  function emit(source: number): void {
    const packet: Packet = { created: now, source };
    left[source] = (left[source] as number) - 1;
    if ((left[source] as number) > 0) {
      const word = xorshift32(rng[source] as number);
      rng[source] = word;
      at(now + sources * (2 ** 29 + (word >>> 2)), () => emit(source));
    }
    arrive(first[source] as Station, packet);
  }

  for (let i = 0; i < sources; i++) {
    if ((left[i] as number) > 0) at(i * A + i, () => emit(i));
  }
  for (let event = agenda.pop(); event; event = agenda.pop()) {
    now = event.time;
    event.run();
  }
  const ownQueue = Math.max(...own.map((st) => st.maxQueue));
  return checksum(latencies.outcome(ownQueue, Math.max(shared.maxQueue, last.maxQueue), now));
}
