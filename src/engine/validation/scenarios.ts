import type { Metrics } from '../metrics';
import type { ScenarioInput } from '../scenario/schema';

type Group = NonNullable<ScenarioInput['vms']>[number];
type Tuning = NonNullable<Group['tuning']>;
type Traffic = NonNullable<Group['traffic']>;

/** A scenario of one guest. */
export const one = (
  profile: NonNullable<ScenarioInput['host']>['profile'],
  path: NonNullable<Group['path']>,
  traffic: Traffic,
  more: Omit<ScenarioInput, 'vms'> & { readonly tuning?: Tuning } = {},
): ScenarioInput => {
  const { tuning, host, ...rest } = more;
  return {
    run: { until: '20ms' },
    ...rest,
    host: { ...host, ...(profile === undefined ? {} : { profile }) },
    vms: [{ count: 1, path, traffic, ...(tuning === undefined ? {} : { tuning }) }],
  };
};

/** Bytes of Ethernet, IP and UDP headers around the payload that a source counts. */
const UDP_HEADERS = 42;
export const udp = (payload: number) => payload + UDP_HEADERS;

export const seconds = (m: Metrics) => m.simulatedNs / 1e9;
export const payloadMbps = (m: Metrics, payload: number) => (m.pps * payload * 8) / 1e6;
