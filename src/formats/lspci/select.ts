import type { FunctionInfo } from './function-info';

/** Which functions a `-s` or `-d` wants; null means any. */
export interface Selection {
  domain: number | null;
  bus: number | null;
  device: number | null;
  fn: number | null;
  vendor: number | null;
  deviceId: number | null;
  classCode: number | null;
  /** Digits of the class that count. */
  classMask: number;
  progIf: number | null;
}

export function selectAll(): Selection {
  return {
    domain: null,
    bus: null,
    device: null,
    fn: null,
    vendor: null,
    deviceId: null,
    classCode: null,
    classMask: 0xffff,
    progIf: null,
  };
}

/** Why a selection is none; the words after `lspci: -s: `. */
export class SelectionError extends Error {}

/** A hexadecimal field: null for `` and `*`. */
function field(text: string, most: number, wrong: string): number | null {
  if (text === '' || text === '*') return null;
  const value = /^[0-9a-f]+$/i.test(text) ? parseInt(text, 16) : NaN;
  if (!(value <= most)) throw new SelectionError(wrong);
  return value;
}

/** `[[[[domain]:]bus]:][slot][.[func]]`. */
export function selectSlot(selection: Selection, text: string): void {
  if (text === '') return;
  const parts = text.split(':');
  if (parts.length > 3) throw new SelectionError('Too many fields');
  const last = parts.pop() ?? '';
  const bus = parts.pop();
  const domain = parts.pop();
  const pieces = last.split('.');
  if (pieces.length > 2) throw new SelectionError('Invalid slot/function number');
  if (domain !== undefined) {
    selection.domain = field(domain, 0x7fffffff, 'Invalid domain number');
  }
  if (bus !== undefined) selection.bus = field(bus, 0xff, 'Invalid bus number');
  const [device = '', fn] = pieces;
  if (device !== '') selection.device = field(device, 0x1f, 'Invalid slot number');
  if (fn !== undefined) selection.fn = field(fn, 7, 'Invalid function number');
}

/** `[vendor]:[device][:class[:prog-if]]`; an `x` in the class stands for any digit. */
export function selectId(selection: Selection, text: string): void {
  const [vendor = '', deviceId, classCode = '', progIf = '', ...more] = text.split(':');
  if (deviceId === undefined) throw new SelectionError('At least two fields must be given');
  if (more.length > 0) throw new SelectionError('Too many fields');
  selection.vendor = field(vendor, 0xffff, 'Invalid vendor ID');
  selection.deviceId = field(deviceId, 0xffff, 'Invalid device ID');
  if (classCode !== '' && classCode !== '*') {
    if (/x/i.test(classCode)) {
      if (!/^[0-9a-fx]{4}$/i.test(classCode)) throw new SelectionError('Invalid class code');
      selection.classMask = parseInt(classCode.replace(/[^x]/gi, 'f').replace(/x/gi, '0'), 16);
      selection.classCode = parseInt(classCode.replace(/x/gi, '0'), 16);
    } else {
      selection.classMask = 0xffff;
      selection.classCode = field(classCode, 0xffff, 'Invalid class code');
    }
  }
  if (progIf !== '') selection.progIf = field(progIf, 0xff, 'Invalid programming interface code');
}

export function isSelected(info: FunctionInfo, selection: Selection): boolean {
  const { seen } = info;
  const same = (wanted: number | null, value: number) => wanted === null || wanted === value;
  return (
    same(selection.domain, seen.domain) &&
    same(selection.bus, seen.bus) &&
    same(selection.device, seen.device) &&
    same(selection.fn, seen.fn) &&
    same(selection.vendor, info.vendor) &&
    same(selection.deviceId, info.device) &&
    same(selection.classCode, info.class & selection.classMask) &&
    same(selection.progIf, info.progIf)
  );
}
