import { nft } from '../netfilter/nft';
import { emptyRuleset } from '../netfilter/ruleset';
import { nftCommand, shown } from './allowed';
import type { Issue } from './scenario';

/** Commands of nft as they were given; an issue for the first that nft refuses, with the word that it stumbles over. */
export function checkFirewall(
  commands: readonly string[],
  issues: Pick<Issue[], 'push'>,
): readonly string[] {
  const ruleset = emptyRuleset();
  for (const [index, command] of commands.entries()) {
    const result = nft(ruleset, command);
    if (result.ok) continue;
    issues.push({
      path: `host.firewall.${String(index)}`,
      code: 'not-allowed',
      found: shown(command.slice(result.from, result.to).trim() || command),
      allowed: nftCommand(result.message),
    });
    break;
  }
  return commands;
}
