import type { MigrationReport } from '../../../engine/migration-report';
import type { CommandContext, GuestInfo } from '../../command';
import { VirshError } from './failure';
import { refuseMigration } from './passthrough';

/** `virsh migrate`: what the run comes to with this guest moved. QEMU refuses who has a function of its own. */
export function migrate(context: CommandContext, guest: GuestInfo, target: string): string {
  const saved = guest.failover === true || (guest.vfioDriver ?? 'vfio-pci') !== 'vfio-pci';
  const own = guest.bdf !== null && !saved;
  if (own || context.lab?.migrate === undefined) refuseMigration(context, guest);
  if (!target.includes('://')) {
    throw new VirshError(`no connection driver available for ${target}`);
  }
  const report = context.lab.migrate(guest.name);
  if (report?.blocker === 'vfio') refuseMigration(context, guest);
  if (report === null || report.blocker === 'no-guest') {
    throw new VirshError(`failed to get domain '${guest.name}'`);
  }
  if (report.blocker === 'vdpa') {
    throw new VirshError(
      "internal error: unable to execute QEMU command 'migrate': Migration disabled: vhost lacks VHOST_F_LOG_ALL feature.",
    );
  }
  const progress = context.args.includes('--verbose') ? `Migration: [${share(report)} %]\n` : '';
  if (report.phase === 'moved') return progress;
  context.out(progress);
  // What is typed ends; a job that does not end by itself is given up, as Ctrl-C does it.
  throw new VirshError('operation aborted: migration out job: canceled by client');
}

/** As virsh reckons it: of what is to be sent now. */
function share({ phase, pages, pagesLeft }: MigrationReport): string {
  const done = phase === 'moved' ? 100 : Math.floor((100 * (pages - pagesLeft)) / pages);
  return String(done).padStart(3);
}

/** `virsh domjobinfo --completed`, of the last migration. */
export function jobInfo(report: MigrationReport | null): string {
  if (report === null) return row('Job type', 'None');
  const ms = (ps: number) => `${(ps / 1e9).toFixed(3)} ms`;
  const mib = (pages: number) => `${((pages * report.pageBytes) / 2 ** 20).toFixed(3)} MiB`;
  return [
    row('Job type', report.phase === 'moved' ? 'Completed' : 'Failed'),
    row('Operation', 'Outgoing migration'),
    row('Memory total', mib(report.pages)),
    row('Memory processed', mib(report.sentPages)),
    row('Memory remaining', mib(report.pagesLeft)),
    row('Memory bandwidth', `${((report.linkRate * report.pageBytes) / 2 ** 20).toFixed(3)} MiB/s`),
    ...(report.dirtyRate < 0 ? [] : [row('Dirty rate', `${report.dirtyRate.toFixed(0)} pages/s`)]),
    row('Page size', `${String(report.pageBytes)} bytes`),
    row('Iteration', String(report.rounds)),
    row('Expected downtime', ms(report.downtimeLimit)),
    ...(report.resumedAt < 0
      ? []
      : [row('Total downtime', ms(report.resumedAt - report.stoppedAt))]),
    ...(report.throttle > 0 ? [row('Auto converge throttle', `${String(report.throttle)}`)] : []),
  ].join('');
}

const row = (name: string, value: string) => `${`${name}:`.padEnd(23)}${value}\n`;
