import type { PlaceChoice, Repair, Verdict } from '../quests/check';
import type { Site } from '../quests/quest';
import type { Complaint } from '../quests/round';
import { formatCount, formatNumber, formatPicos } from './format';
import type { Messages } from './messages';

const PS_PER_NS = 1_000;
const percent = (part: number): string => `${formatNumber(part * 100)}%`;

/** What the user of a guest says. */
export function complaintText({ quests }: Messages, complaint: Complaint): string {
  const { vm, ailment, before, now, way, peer } = complaint;
  const of = quests.complaints;
  const name = `vm${String(vm)}`;
  const figures = (format: (n: number) => string) => ({ before: format(before), now: format(now) });
  switch (ailment) {
    case 'nothing':
      return of.nothing[way](name, `vm${String(peer)}`, figures(formatCount));
    case 'unseen':
      return of.unseen(name, figures(formatCount));
    case 'loses':
      return of.loses(name, figures(percent));
    case 'late':
      return of.late(
        name,
        figures((ns) => formatPicos(ns * PS_PER_NS)),
      );
    case 'slow':
    case 'exits':
    case 'busy':
      return of[ailment](name, figures(formatNumber));
  }
}

/** Which guests do not complain. */
export function wellText({ quests }: Messages, well: readonly number[]): string {
  return well.length === 0
    ? quests.noneWell
    : quests.well(well.map((vm) => `vm${String(vm)}`).join(', '));
}

/** A place in words; whose a VF is where that is known. */
export function siteText(
  { quests }: Messages,
  site: Site,
  places: readonly PlaceChoice[] = [],
): string {
  if (site === 'host') return quests.sites.host;
  const [kind, index] = [site.slice(0, 2), site.slice(2)];
  if (kind === 'pf') return quests.sites.pf(index);
  if (kind === 'vm') return quests.sites.vm(site);
  const vm = places.find((place) => place.site === site)?.vm ?? -1;
  return quests.sites.vf(index, vm < 0 ? '' : `vm${String(vm)}`);
}

export function verdictText(
  messages: Messages,
  verdict: Verdict,
  diagnosed: { readonly name: string; readonly site: string },
): string {
  const { faults, verdicts } = messages.quests;
  switch (verdict.is) {
    case 'right':
      return verdicts.right(diagnosed.name, diagnosed.site);
    case 'no-sign':
      return verdicts.noSign(faults[verdict.kind].absent);
    case 'elsewhere':
      return verdicts.elsewhere(diagnosed.name, diagnosed.site);
    case 'no-place':
      return verdicts.noPlace(diagnosed.site);
  }
}

/** What the lab says to a repair, and what belongs to it line by line. */
export function repairLines(
  messages: Messages,
  repair: Repair,
  complaints: readonly Complaint[],
): readonly string[] {
  const of = messages.quests.repairs;
  switch (repair.is) {
    case 'mended':
      return [of.mended];
    case 'hidden':
      return [of.hidden];
    case 'ill':
      return [of.ill, ...complaints.map((each) => complaintText(messages, each))];
    case 'changed-more':
      return [
        of.more,
        ...repair.changes.map(({ path, before, now }) => of.change(path, before, now)),
      ];
  }
}
