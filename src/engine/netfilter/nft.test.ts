import { describe, expect, test } from 'vitest';
import { nft, nftErrorText } from './nft';
import { ownCounters } from './print';
import { emptyRuleset, type Ruleset } from './ruleset';

/** What nft 1.0.6 on a Linux 6.18 answered, word for word; `$` begins a command. */
const TRANSCRIPT = `
$ add table bridge filter
$ add chain bridge filter forward { type filter hook forward priority filter; }
$ add chain bridge filter c2
$ add rule bridge filter forward log prefix "x" drop
$ add rule bridge filter forward ip daddr != 192.0.2.1 udp sport 50000-50003 oifname "tap*" counter accept
$ add rule bridge filter forward tcp dport http drop
$ add rule bridge filter forward meta protocol ip th dport 9 drop
$ add rule bridge filter forward meta pkttype broadcast drop
$ add rule bridge filter forward jump c2
$ add rule bridge filter forward ip protocol udp goto c2
$ add rule bridge filter forward meta l4proto { tcp, udp } counter
$ add rule bridge filter forward udp dport { 9, 7 } drop
$ add rule bridge filter forward udp dport != { 9, 7 } drop
$ add rule bridge filter forward udp dport >= 1024 drop
$ add rule bridge filter forward ether daddr ff:ff:ff:ff:ff:ff drop
$ add rule bridge filter forward vlan id 10-20 udp dport 9 drop
$ add rule bridge filter forward vlan pcp 3 drop
$ add rule bridge filter forward ip saddr 192.0.2.0/24 ip daddr 192.0.2.1 udp dport 9 drop
$ add rule bridge filter forward ip saddr 192.0.2.10-192.0.2.12 drop
$ add rule bridge filter forward ip saddr { 192.0.2.10, 192.0.2.11 } counter packets 5 bytes 6 drop
$ add rule bridge filter forward continue
$ add rule bridge filter forward counter accept drop
Error: Statement after terminal statement has no effect
add rule bridge filter forward counter accept drop
                                       ~~~~~~ ^^^^
$ add rule bridge filter forward ether type ip6 drop
$ add rule bridge filter forward ip length 100-200 drop
$ add rule bridge filter forward meta length > 1000 drop
$ add rule bridge filter forward udp dport vmap { 9 : drop, 7 : accept }
$ add rule bridge filter forward numgen inc mod 2 vmap { 0 : jump c2, 1 : accept }
$ add rule bridge filter forward jhash ip saddr . udp sport mod 3 seed 0x1 offset 1 vmap { 1 : jump c2, 2 : accept, 3: drop }
$ add rule bridge filter forward icmp type echo-request counter drop comment "ping"
$ add rule bridge filter c2 ether daddr set 52:54:00:00:00:00 accept
$ add rule bridge filter c2 ether daddr set numgen random mod 2 map { 0: 52:54:00:00:00:00, 1: 52:54:00:00:00:01 }
$ add rule bridge filter c2 udp dport 65536 drop
Error: Service out of range
add rule bridge filter c2 udp dport 65536 drop
                                    ^^^^^
$ add rule bridge filter c2 ip saddr 192.0.2.300 drop
Error: Could not resolve hostname: Name or service not known
add rule bridge filter c2 ip saddr 192.0.2.300 drop
                                   ^^^^^^^^^^^
$ add rule bridge filter c2 icmp type foo drop
Error: Could not parse ICMP type
add rule bridge filter c2 icmp type foo drop
                                    ^^^
$ add rule bridge filter c2 iifname
Error: syntax error, unexpected newline
add rule bridge filter c2 iifname
                                 ^
$ add rule bridge filter forward udp dport abc drop
Error: Could not resolve service: Servname not supported for ai_socktype
add rule bridge filter forward udp dport abc drop
                                         ^^^
$ add rule bridge filter
Error: syntax error, unexpected newline, expecting string
add rule bridge filter
                      ^
$ add chain bridge filter x { type filter hook forward priority; }
Error: syntax error, unexpected semicolon
add chain bridge filter x { type filter hook forward priority; }
                                                             ^
$ add chain bridge filter x { type filter hook forward priority 0; policy reject; }
Error: syntax error, unexpected reject, expecting accept or drop or '$'
add chain bridge filter x { type filter hook forward priority 0; policy reject; }
                                                                        ^^^^^^
$ add chain inet filter bad { type filter hook nohook priority filter; }
Error: unknown chain hook
add chain inet filter bad { type filter hook nohook priority filter; }
                                             ^^^^^^
$ list rulesets
Error: syntax error, unexpected string
list rulesets
     ^^^^^^^^
$ list ruleset foo
Error: syntax error, unexpected string, expecting end of file or newline or semicolon
list ruleset foo
             ^^^
$ delete rule bridge filter forward handle 99
Error: Could not process rule: No such file or directory
delete rule bridge filter forward handle 99
                                         ^^
$ delete table bridge foo
Error: Could not process rule: No such file or directory
delete table bridge foo
                    ^^^
$ add rule bridge filter forward jump c3
Error: Could not process rule: No such file or directory
add rule bridge filter forward jump c3
                       ^^^^^^^
$ create table bridge filter
Error: Could not process rule: File exists
create table bridge filter
                    ^^^^^^
$ list chain bridge filter nope
Error: No such file or directory
list chain bridge filter nope
                         ^^^^
$ list ruleset
table bridge filter {
	chain forward {
		type filter hook forward priority filter; policy accept;
		log prefix "x" drop
		ip daddr != 192.0.2.1 udp sport 50000-50003 oifname "tap*" counter packets 0 bytes 0 accept
		tcp dport 80 drop
		meta protocol ip th dport 9 drop
		meta pkttype broadcast drop
		jump c2
		ip protocol udp goto c2
		meta l4proto { tcp, udp } counter packets 0 bytes 0
		udp dport { 7, 9 } drop
		udp dport != { 7, 9 } drop
		udp dport >= 1024 drop
		ether daddr ff:ff:ff:ff:ff:ff drop
		vlan id 10-20 udp dport 9 drop
		vlan pcp 3 drop
		ip saddr 192.0.2.0/24 ip daddr 192.0.2.1 udp dport 9 drop
		ip saddr 192.0.2.10-192.0.2.12 drop
		ip saddr { 192.0.2.10, 192.0.2.11 } counter packets 5 bytes 6 drop
		continue
		ether type ip6 drop
		ip length 100-200 drop
		meta length > 1000 drop
		udp dport vmap { 7 : accept, 9 : drop }
		numgen inc mod 2 vmap { 0 : jump c2, 1 : accept }
		jhash ip saddr . udp sport mod 3 seed 0x1 offset 1 vmap { 1 : jump c2, 2 : accept, 3 : drop }
		icmp type echo-request counter packets 0 bytes 0 drop comment "ping"
	}

	chain c2 {
		ether daddr set 52:54:00:00:00:00 accept
		ether daddr set numgen random mod 2 map { 0 : 52:54:00:00:00:00, 1 : 52:54:00:00:00:01 }
	}
}
$ flush table bridge filter
$ delete chain bridge filter c2
$ add table inet filter
$ add chain inet filter input { type filter hook input priority filter; policy drop; }
$ add rule inet filter input udp dport 9 accept
$ list tables
table bridge filter
table inet filter
$ list chains
table bridge filter {
	chain forward {
		type filter hook forward priority filter; policy accept;
	}
}
table inet filter {
	chain input {
		type filter hook input priority filter; policy drop;
	}
}
$ flush ruleset
$ list ruleset
`;

const answer = (ruleset: Ruleset, text: string): string => {
  const result = nft(ruleset, text);
  return result.ok ? result.out : nftErrorText(text, result, null);
};

describe('nft answers as the real one', () => {
  const ruleset = emptyRuleset();
  const steps = TRANSCRIPT.split(/^\$ /m).slice(1);
  test.each(steps)('%s', (step) => {
    const end = step.indexOf('\n');
    expect(answer(ruleset, step.slice(0, end))).toBe(step.slice(end + 1));
  });
});

describe('handles and transactions', () => {
  test('a set in braces takes a handle before its rule', () => {
    const ruleset = emptyRuleset();
    nft(
      ruleset,
      'add table bridge f; add chain bridge f c { type filter hook forward priority 0; }',
    );
    nft(ruleset, 'add rule bridge f c udp dport 9 drop');
    nft(ruleset, 'add rule bridge f c tcp dport { 22, 80-90 } accept');
    nft(ruleset, 'insert rule bridge f c vlan id 10 drop');
    const listing = { handles: true, counters: ownCounters };
    expect(nft(ruleset, 'list ruleset', listing)).toEqual({
      ok: true,
      out: `table bridge f { # handle 1
	chain c { # handle 1
		type filter hook forward priority 0; policy accept;
		vlan id 10 drop # handle 5
		udp dport 9 drop # handle 2
		tcp dport { 22, 80-90 } accept # handle 4
	}
}
`,
    });
  });

  test('of a text with a mistake nothing is done', () => {
    const ruleset = emptyRuleset();
    expect(nft(ruleset, 'add table bridge f\nadd rule bridge f c drop').ok).toBe(false);
    expect(ruleset).toEqual(emptyRuleset());
  });

  test('what is listed can be read again', () => {
    const ruleset = emptyRuleset();
    for (const step of TRANSCRIPT.split(/^\$ /m).slice(1)) {
      const command = step.split('\n')[0]!;
      if (command.startsWith('flush')) break;
      nft(ruleset, command);
    }
    const again = emptyRuleset();
    const listed = answer(ruleset, 'list ruleset');
    expect(nft(again, listed)).toEqual({ ok: true, out: '' });
    expect(answer(again, 'list ruleset')).toBe(listed);
  });

  test('a mistake in a file is named with its line and columns', () => {
    const text =
      'table bridge t {\n  chain f {\n    type filter hook forward priority 0; policy accept;\n    bogus line\n  }\n}\n';
    const result = nft(emptyRuleset(), text);
    expect(!result.ok && nftErrorText(text, result, '/tmp/t.nft')).toBe(
      '/tmp/t.nft:4:5-9: Error: No symbol type information\n    bogus line\n    ^^^^^\n',
    );
  });

  test('chains cannot lead in circles, and one that is led to stays', () => {
    const ruleset = emptyRuleset();
    nft(ruleset, 'add table ip f; add chain ip f a; add chain ip f b; add rule ip f a jump b');
    expect(nft(ruleset, 'add rule ip f b goto a').ok).toBe(false);
    expect(nft(ruleset, 'delete chain ip f b').ok).toBe(false);
  });
});
