import { bitsOf, flags, hex, sign } from '../text';
import type { Express } from './express-port';
import { watts } from './express-device';

const INDICATOR = ['Unknown', 'On', 'Blink', 'Off'];

/** SltCap, SltCtl, SltSta. */
export function printSlot({ page, at }: Express): void {
  const { config, out } = page;
  const able = config.long(at + 0x14);
  const parts = flags(able, [
    ['AttnBtn', 0x01],
    ['PwrCtrl', 0x02],
    ['MRL', 0x04],
    ['AttnInd', 0x08],
    ['PwrInd', 0x10],
    ['HotPlug', 0x40],
    ['Surprise', 0x20],
  ]);
  out(`\t\tSltCap:\t${parts}\n`);
  const limit = watts(bitsOf(able, 7, 8), bitsOf(able, 15, 2));
  out(
    `\t\t\tSlot #${String(able >>> 19)}, PowerLimit ${limit}; ` +
      `Interlock${sign(able, 0x20000)} NoCompl${sign(able, 0x40000)}\n`,
  );
  const control = config.word(at + 0x18);
  const enables = flags(control, [
    ['AttnBtn', 0x01],
    ['PwrFlt', 0x02],
    ['MRL', 0x04],
    ['PresDet', 0x08],
    ['CmdCplt', 0x10],
    ['HPIrq', 0x20],
    ['LinkChg', 0x1000],
  ]);
  const light = (low: number) => INDICATOR[bitsOf(control, low, 2)] ?? '';
  out(`\t\tSltCtl:\tEnable: ${enables}\n`);
  out(
    `\t\t\tControl: AttnInd ${light(6)}, PwrInd ${light(8)}, ` +
      `Power${sign(control, 0x400)} Interlock${sign(control, 0x800)}\n`,
  );
  const status = config.word(at + 0x1a);
  const states = flags(status, [
    ['AttnBtn', 0x01],
    ['PowerFlt', 0x02],
    ['MRL', 0x20],
    ['CmdCplt', 0x10],
    ['PresDet', 0x40],
    ['Interlock', 0x80],
  ]);
  const changes = flags(status, [
    ['MRL', 0x04],
    ['PresDet', 0x08],
    ['LinkState', 0x100],
  ]);
  out(`\t\tSltSta:\tStatus: ${states}\n\t\t\tChanged: ${changes}\n`);
}

/** RootCap, RootCtl, RootSta. */
export function printRoot({ page, at }: Express): void {
  const { config, out } = page;
  out(`\t\tRootCap: CRSVisible${sign(config.word(at + 0x1e), 1)}\n`);
  const control = flags(config.word(at + 0x1c), [
    ['ErrCorrectable', 0x01],
    ['ErrNon-Fatal', 0x02],
    ['ErrFatal', 0x04],
    ['PMEIntEna', 0x08],
    ['CRSVisible', 0x10],
  ]);
  out(`\t\tRootCtl: ${control}\n`);
  const status = config.long(at + 0x20);
  const pme = flags(status, [
    ['PMEStatus', 0x10000],
    ['PMEPending', 0x20000],
  ]);
  out(`\t\tRootSta: PME ReqID ${hex(status & 0xffff, 4)}, ${pme}\n`);
}
