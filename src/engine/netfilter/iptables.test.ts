import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { iptables } from './iptables';
import { nft } from './nft';
import { emptyRuleset } from './ruleset';

const ZERO = { packets: 0, bytes: 0 };
const NOTHING = { rule: () => ZERO, policy: () => ZERO };

/** Lines as a shell splits them; no word here is quoted. */
function answers(lines: readonly string[]): string[] {
  const ruleset = emptyRuleset();
  return lines.map((line) => {
    const [program, ...args] = line.split(' ');
    if (program === 'nft') {
      const result = nft(ruleset, args.join(' '));
      return result.ok ? result.out : result.message;
    }
    const { out, err, status } = iptables(ruleset, args, NOTHING);
    return `${out}${err}rc=${String(status)}\n`;
  });
}

const RULES = [
  'iptables -A INPUT -p udp --dport 9 -j DROP',
  'iptables -A FORWARD -m physdev --physdev-in vnet0 -p udp --dport 9 -j DROP',
  'iptables -A FORWARD -s 10.0.0.0/8 -d 192.0.2.1 -i br0 -o eth+ -p tcp --sport 2:99 -j ACCEPT',
  'iptables -A FORWARD ! -s 10.0.0.1 ! -p udp -j DROP',
  'iptables -A FORWARD ! -i br0 -p gre -j RETURN',
  'iptables -A FORWARD -p udp --dport 9 -m physdev ! --physdev-in vnet+ -j DROP',
  'iptables -A FORWARD -m physdev --physdev-in vnet0 --physdev-out vnet1 -j ACCEPT',
  'iptables -A FORWARD -p udp ! --sport 7 --dport :9 -j ACCEPT',
  'iptables -A FORWARD -p tcp --sport 1000: ! --dport 9:10',
  'iptables -A FORWARD -s 10.0.0.1,10.0.0.2 -d 0/0 -j DROP',
  'iptables -A FORWARD -s 1.2.3.4/255.255.0.0 -p icmp -j ACCEPT',
  'iptables -A FORWARD -p tcp --dport ssh -j ACCEPT',
  'iptables -A FORWARD -i eth+ -o + -p 255 -j ACCEPT',
  'iptables -I FORWARD 2 -p tcp --dport http -j DROP',
  'iptables -I OUTPUT -o lo -j ACCEPT',
  'iptables -P FORWARD DROP',
];
const LISTINGS = [
  'iptables -L',
  'iptables -L -v -n --line-numbers',
  'iptables -nvL FORWARD',
  'iptables -L -n',
  'iptables -vL --exact',
  'iptables -L FORWARD 2',
  'iptables -L FORWARD 77',
  'iptables --list FORWARD --numeric --line',
  'iptables -S',
  'iptables -S -v',
  'iptables -S FORWARD',
  'iptables -S FORWARD 3',
];
const ON_NOTHING = ['iptables -L', 'iptables -S', 'iptables -L FORWARD -v', 'iptables -F'];
const REMOVALS = [
  'iptables -C FORWARD -m physdev --physdev-in vnet0 -p udp --dport 9 -j DROP',
  'iptables -D FORWARD -m physdev --physdev-in vnet0 -p udp --dport 9 -j DROP',
  'iptables -D FORWARD -m physdev --physdev-in vnet0 -p udp --dport 9 -j DROP',
  'iptables -D FORWARD 3',
  'iptables -v -A FORWARD ! -s 10.0.0.0/8 ! -p udp -i eth0 -m physdev --physdev-in vnet0 -j DROP',
  'iptables -v -I FORWARD -p udp --sport 1 --dport 9:10 -j ACCEPT',
  'iptables -S',
  'iptables -F INPUT',
  'iptables -v -F',
  'iptables -S',
];
const MISTAKES = [
  'iptables',
  'iptables -A',
  'iptables -v',
  'iptables -q',
  'iptables --bogus',
  'iptables -A FORWARD -j BOGUS',
  'iptables -A FORWARD -j drop',
  'iptables -A BOGUS -j DROP',
  'iptables -D FORWARD -p udp -j DROP',
  'iptables -A FORWARD --dport 9 -j DROP',
  'iptables -A FORWARD -p icmp --dport 9',
  'iptables -A FORWARD --physdev-in x -j DROP',
  'iptables -A FORWARD -m udp --dport 9 -j DROP',
  'iptables -A FORWARD -p udp -m tcp --dport 9 -j DROP',
  'iptables -A FORWARD -p udp --dport bogus -j DROP',
  'iptables -A FORWARD -p udp --dport',
  'iptables -A FORWARD -p udp --dport 9 --dport 10 -j DROP',
  'iptables -A FORWARD -s 300.2.3.4 -j DROP',
  'iptables -A FORWARD -s 1.2.3.4/33 -j DROP',
  'iptables -A FORWARD -p bogus -j DROP',
  'iptables -A FORWARD ! -p all -j DROP',
  'iptables -A FORWARD -p udp -p tcp -j DROP',
  'iptables -A FORWARD -j ACCEPT -j DROP',
  'iptables -A FORWARD ! -j DROP',
  'iptables -A FORWARD -s ! 1.2.3.4 -j DROP',
  'iptables -A FORWARD x',
  'iptables -A FORWARD -m bogus -j DROP',
  'iptables -A FORWARD -m physdev -j DROP',
  'iptables -A OUTPUT -m physdev --physdev-out vnet0 -j DROP',
  'iptables -A INPUT -o eth0 -j DROP',
  'iptables -A OUTPUT -i eth0 -j DROP',
  'iptables -A FORWARD -i abcdefghijklmnopq -j DROP',
  'iptables -A FORWARD -n -j DROP',
  'iptables -A FORWARD --line-numbers -j DROP',
  'iptables -A FORWARD -A FORWARD -j DROP',
  'iptables -A FORWARD -L',
  'iptables -A FORWARD -j DROP',
  'iptables -I FORWARD 5 -j DROP',
  'iptables -I FORWARD 0 -j DROP',
  'iptables -I FORWARD x -j DROP',
  'iptables -D FORWARD 99',
  'iptables -P FORWARD REJECT',
  'iptables -P BOGUS DROP',
  'iptables -P FORWARD',
  'iptables -P FORWARD DROP 3',
  'iptables -P FORWARD DROP -s 1.2.3.4',
  'iptables -F BOGUS',
  'iptables -F FORWARD INPUT',
  'iptables -L BOGUS',
  'iptables -L -j DROP',
  'iptables -p udp -L',
  'iptables -V',
  'iptables -S',
];

/** What iptables 1.8.9 of this machine answers in a network namespace of its own; null where there is none. */
function real(lines: readonly string[]): string[] | null {
  const script = lines
    .map((line) => (line.startsWith('nft') ? `${line} 2>/dev/null` : `${line}; echo rc=$?`))
    .join('\necho ----\n');
  const { stdout } = spawnSync('unshare', ['-rn', 'sh', '-c', `exec 2>&1\n${script}`], {
    encoding: 'utf8',
  });
  return stdout === null ? null : stdout.split('----\n');
}

const there = real(['iptables -V'])?.[0] === 'iptables v1.8.9 (nf_tables)\nrc=0\n';
describe.skipIf(!there)('beside the iptables 1.8.9 of this machine, where there is one', () => {
  test.each([
    ['on nothing', ON_NOTHING],
    ['rules and lists', [...RULES, ...LISTINGS, 'nft list ruleset']],
    ['rules that go', [...RULES, ...REMOVALS, 'nft list ruleset']],
    ['mistakes', MISTAKES],
  ])('%s', (_, lines) => {
    const [ours, theirs] = [answers(lines), real(lines)];
    expect(lines.map((line, i) => `${line}\n${ours[i] ?? ''}`)).toEqual(
      lines.map((line, i) => `${line}\n${theirs?.[i] ?? ''}`),
    );
  });
});

test('rules are those of nf_tables, in the table ip filter', () => {
  const said = answers([...RULES.slice(0, 3), 'nft list ruleset']).at(-1);
  expect(said).toBe(`table ip filter {
	chain INPUT {
		type filter hook input priority filter; policy accept;
		udp dport 9 counter packets 0 bytes 0 drop
	}

	chain FORWARD {
		type filter hook forward priority filter; policy accept;
		meta l4proto udp xt match physdev udp dport 9 counter packets 0 bytes 0 drop
		iifname "br0" oifname "eth*" ip saddr 10.0.0.0/8 ip daddr 192.0.2.1 tcp sport 2-99 counter packets 0 bytes 0 accept
	}
}
`);
});

test('lists have the columns of 1.8.9', () => {
  expect(answers([...RULES.slice(0, 2), 'iptables -L FORWARD -v -n --line-numbers']).at(-1))
    .toBe(`Chain FORWARD (policy ACCEPT 0 packets, 0 bytes)
num   pkts bytes target     prot opt in     out     source               destination         
1        0     0 DROP       17   --  *      *       0.0.0.0/0            0.0.0.0/0            PHYSDEV match --physdev-in vnet0 udp dpt:9
rc=0
`);
});

test('what nft alone can say is not shown as something else', () => {
  const said = answers([
    'nft add table ip filter',
    'nft add chain ip filter FORWARD { type filter hook forward priority 0; }',
    'nft add rule ip filter FORWARD udp dport 9 counter drop',
    'iptables -S FORWARD',
    'nft add rule ip filter FORWARD udp dport { 9, 10 } counter drop',
    'iptables -S FORWARD',
    'nft add chain ip filter other { type filter hook input priority 0; }',
    'iptables -S INPUT',
    'iptables -F',
    'iptables -S',
  ]);
  expect(said[3]).toBe('-P FORWARD ACCEPT\n-A FORWARD -p udp -m udp --dport 9 -j DROP\nrc=0\n');
  expect(said[5]).toBe(
    "iptables v1.8.9 (nf_tables): chain `FORWARD' in table `filter' is incompatible, use 'nft' tool.\nrc=1\n",
  );
  expect(said.at(-1)).toContain('contains incompatible base-chains');
});

test.each([
  ['-t nat -L', 'table `nat'],
  ['-A FORWARD -j MASQUERADE', 'target `MASQUERADE'],
  ['-A FORWARD -m conntrack -j DROP', 'match `conntrack'],
  ['-N mine', '-N'],
])('of iptables, and not of this lab: %s', (line, what) => {
  expect(answers([`iptables ${line}`])[0]).toContain(`this lab's iptables has no ${what}`);
});

test('words in any order are obeyed or refused, and what is listed adds the same rules again', () => {
  const words = [...RULES, ...MISTAKES].flatMap((line) => line.split(' ').slice(1));
  const word = fc.constantFrom(...words, 'constructor', '__proto__', '--constructor', '', '+', ':');
  const line = fc.array(word, { maxLength: 9 }).map((each) => ['iptables', ...each].join(' '));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
      const all = [...RULES, ...lines];
      const listed =
        answers([...all, 'iptables -S'])
          .at(-1)
          ?.split('\n') ?? [];
      const again = listed.filter((each) => /^-[AP]/u.test(each)).map((each) => `iptables ${each}`);
      expect(
        answers([...again, 'iptables -S'])
          .at(-1)
          ?.split('\n'),
      ).toEqual(listed);
    }),
    { numRuns: 300 },
  );
});

test.each([
  'ether constructor x',
  'constructor x',
  'udp dport constructor',
  'meta l4proto toString',
])('no word of JavaScript is one of nft: %s', (rule) => {
  const lines = ['nft add table ip t', 'nft add chain ip t c', `nft add rule ip t c ${rule} drop`];
  expect(answers([...lines, 'nft list ruleset']).at(-1)).toBe(
    'table ip t {\n\tchain c {\n\t}\n}\n',
  );
});
