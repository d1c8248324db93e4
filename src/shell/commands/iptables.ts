import { iptables as obey } from '../../engine/netfilter/iptables';
import type { Command } from '../command';
import { policyCounters, ruleCounters } from './rule-counters';

/** iptables on nf_tables: the host's table `filter`, whose FORWARD chain bridged frames meet only by br_netfilter. */
export const iptables: Command = {
  name: 'iptables',
  run(context) {
    const { args, kernel, out, err } = context;
    context.spend(args.join(' ').length);
    const counts = { rule: ruleCounters(context), policy: policyCounters(context) };
    const result = obey(kernel.netfilter.ruleset, args, counts);
    err(result.err);
    out(result.out);
    return result.status;
  },
  complete(words) {
    const before = words.at(-2) ?? '';
    if (['-A', '-C', '-D', '-F', '-I', '-L', '-P', '-S'].includes(before)) {
      return ['INPUT', 'FORWARD', 'OUTPUT'];
    }
    if (before === '-j' || words.at(-3) === '-P') return ['ACCEPT', 'DROP'];
    if (before === '-p') return ['udp', 'tcp', 'icmp'];
    if (before === '-m') return ['physdev', 'udp', 'tcp'];
    return ['-A', '-D', '-F', '-I', '-L', '-P', '-S', '--line-numbers', '--physdev-in', '--dport'];
  },
};
