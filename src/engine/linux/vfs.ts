/**
 * What the simulated kernel offers as files. Nodes are made when asked for, so that a tree of 65,535 VFs costs
 * nothing until somebody looks. All calls may throw SysError.
 */
export type VNode = VFile | VDir | VLink;

export interface VFile {
  readonly type: 'file';
  /** Permission bits, as 0o644. sysfs refuses even root what they do not allow. */
  readonly mode: number;
  /** `ls -l` size: 4096 for sysfs attributes, a BAR's length for resourceN, the text's for ordinary files. */
  readonly size: number;
  /** Major and minor number of a character device. */
  readonly device?: readonly [number, number];
  readonly read?: () => string;
  /** One write(2) at offset 0; ordinary files replace or append their text. */
  readonly write?: (text: string, append: boolean) => void;
  /** Bytes, where the file is not text (`config`). */
  readonly readBytes?: () => Uint8Array;
}

export interface VDir {
  readonly type: 'dir';
  readonly mode: number;
  readonly list: () => readonly string[];
  readonly get: (name: string) => VNode | undefined;
  /** Makes an ordinary file; absent where the file system does not (sysfs: EACCES, even for root). */
  readonly create?: (name: string) => VFile;
  readonly mkdir?: (name: string) => VDir;
  readonly remove?: (name: string) => void;
  readonly link?: (name: string, target: string) => void;
}

export interface VLink {
  readonly type: 'link';
  readonly mode: number;
  /** As `readlink` prints it. */
  readonly target: string;
}
