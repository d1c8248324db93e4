import type { Picos } from '../units';
import type { PfSwitch, Scenario, VmGroup } from './scenario';

/** A value that was another before a run forked. */
export interface Former {
  /** `vms.0.traffic.pps`. */
  readonly place: string;
  readonly value: number;
}

/**
 * The moment from which on a run goes another way than the one it is a fork of: what the scenario says holds from then
 * on, and before it what `was` says. Everything up to then is the same.
 */
export interface Fork {
  readonly at: Picos;
  readonly was: readonly Former[];
  /** How many of the lines typed on the host were typed before it; null: all. */
  readonly edits: number | null;
  /** Forks before this one, oldest first. */
  readonly earlier: readonly Fork[];
  /**
   * The card's switches before it, where lines typed since have only set up VFs otherwise; null: as the drivers leave
   * them. Absent: whatever was typed holds from the start. Never in a file: `edits` lead to it.
   */
  readonly switches?: readonly PfSwitch[] | null;
}

/** What an administrator or a program can change while a machine runs, and the lab too. All else is so from the start. */
const PARTS = {
  traffic: ['packetBytes', 'pps', 'batch'],
  tuning: ['interruptThrottleUs', 'busyPollUs', 'haltPollUs'],
} as const;

const names = Object.entries(PARTS).map(([part, keys]) => `${part}\\.(?:${keys.join('|')})`);
export const FORK_PLACE = new RegExp(`^vms\\.([0-7])\\.(?:${names.join('|')})$`);
export const FORK_PLACES_TEXT = `vms.N. and ${Object.entries(PARTS)
  .flatMap(([part, keys]) => keys.map((key) => `${part}.${key}`))
  .join(', ')}`;

/** The scenario as it was before the run forked. */
export function pastOf({ fork, ...scenario }: Scenario): Scenario {
  const vms = (fork?.was ?? []).reduce<readonly VmGroup[]>((groups, { place, value }) => {
    const [, index, part = '', key = ''] = place.split('.');
    return groups.map((group, i) => {
      if (i !== Number(index)) return group;
      return { ...group, [part]: { ...group[part as 'traffic' | 'tuning'], [key]: value } };
    });
  }, scenario.vms);
  if (fork === null) return { ...scenario, vms, fork };
  const { edits, earlier, switches } = fork;
  const last = earlier.at(-1);
  const { switches: _since, ...nic } = scenario.nic;
  return {
    ...scenario,
    vms,
    nic: switches === undefined ? scenario.nic : { ...nic, ...(switches && { switches }) },
    edits: edits === null ? scenario.edits : scenario.edits.slice(0, edits),
    fork: last === undefined ? null : { ...last, earlier: earlier.slice(0, -1) },
  };
}

/** The guests of group `to` are like those of the first: in the past too, where they are now. */
export function withFormerOf(scenario: Scenario, to: number): Scenario {
  const { fork } = scenario;
  if (fork === null) return scenario;
  const [first] = pastOf({ ...scenario, fork: null }).vms;
  const own = scenario.vms[to];
  const following = (each: Fork): Fork => ({ ...each, was: [...each.was, ...formerOf(each)] });
  const formerOf = ({ was }: Fork) =>
    was.flatMap((former) => {
      const [, index, part = '', key = ''] = former.place.split('.');
      const of = (group: VmGroup | undefined) =>
        (group?.[part as 'traffic' | 'tuning'] as Readonly<Record<string, unknown>> | undefined)?.[
          key
        ];
      const follows = index === '0' && of(own) === of(first);
      return follows ? [{ place: `vms.${String(to)}.${part}.${key}`, value: former.value }] : [];
    });
  return { ...scenario, fork: { ...following(fork), earlier: fork.earlier.map(following) } };
}
