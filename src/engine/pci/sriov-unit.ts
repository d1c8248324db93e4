import type { RoutingId } from '../units';
import { ConfigSpace } from './config-space';
import type { BarShape, FabricFunction } from './fabric';
import type { HardwareFunction } from './hierarchy';
import type { SriovModel, VfLayout } from './models/function-model';
import { barMask } from './registers/template';
import { connectVfReset } from './resets';

const CONTROL = 0x08;
const TOTAL_VFS = 0x0e;
const NUM_VFS = 0x10;
const OFFSET = 0x14;
const STRIDE = 0x16;
const SUPPORTED_PAGES = 0x1c;
const PAGE_SIZE = 0x20;
const VF_BAR0 = 0x24;
const VF_ENABLE = 0x01;
const ARI = 0x10;

/** The VFs between VF Enable going on and going off. */
interface Enabled extends VfLayout {
  readonly count: number;
  /** Made when somebody first asks for one. */
  readonly vfs: Map<number, FabricFunction>;
}

/** What a PF does when its SR-IOV capability is written: PCIe 5.0 §9.3.3 and §9.2.1. */
export class SriovUnit {
  private readonly pf: HardwareFunction;
  private readonly model: SriovModel;
  private readonly cap: number;
  private enabled: Enabled | null = null;
  /** All PFs of the device, the lowest-numbered first: its ARI bit counts for all. */
  private device: readonly SriovUnit[] = [this];

  constructor(pf: HardwareFunction, model: SriovModel) {
    const placed = pf.config.find('sriov');
    if (placed === undefined) throw new Error(`${pf.model}: SR-IOV without its capability`);
    this.pf = pf;
    this.model = model;
    this.cap = placed.at;
    this.update();
  }

  /** Tells the PFs of one device of each other. */
  static join(units: readonly SriovUnit[]): void {
    for (const unit of units) {
      unit.device = units;
      unit.unlock();
      unit.update();
    }
  }

  /** The VF that answers at this Routing ID while the PF's link has this bus number. */
  vfAt(rid: RoutingId, bus: number): FabricFunction | undefined {
    if (this.enabled === null) return undefined;
    const { offset, stride, count } = this.enabled;
    const distance = rid - ((bus << 8) | this.pf.devfn) - offset;
    if (distance < 0) return undefined;
    const index = stride === 0 ? (distance === 0 ? 0 : -1) : distance / stride;
    return Number.isInteger(index) && index >= 0 && index < count ? this.vf(index) : undefined;
  }

  /** Where the VFs are, first to last. */
  *routingIds(bus: number): Iterable<RoutingId> {
    if (this.enabled === null) return;
    const { offset, stride, count } = this.enabled;
    const first = ((bus << 8) | this.pf.devfn) + offset;
    for (let i = 0; i < count && first + i * stride <= 0xffff; i++) yield first + i * stride;
  }

  /** A write to the PF's registers. */
  written(offset: number, width: number): void {
    const touches = (at: number, size: number) =>
      offset < this.cap + at + size && this.cap + at < offset + width;
    if (touches(PAGE_SIZE, 4)) this.checkPageSize();
    if (touches(CONTROL, 2) || touches(NUM_VFS, 2)) this.update();
  }

  /** Before the PF is reset, by FLR or otherwise: no VF survives. */
  reset(): void {
    this.enabled = null;
    this.unlock();
  }

  /** What a reset leaves: ARI Capable Hierarchy where the PF says that it is preserved. */
  kept(): ReadonlyMap<number, number> {
    const preserved = (this.pf.config.read(this.cap + 4, 1) & 2) !== 0;
    return new Map(preserved ? [[this.cap + CONTROL, ARI]] : []);
  }

  /** Follows VF Enable, NumVFs and ARI Capable Hierarchy after either may have changed. */
  update(): void {
    const on = (this.read(CONTROL) & VF_ENABLE) !== 0;
    if (!on && this.enabled !== null) this.disable();
    for (const unit of this.device) unit.layOut();
    if (on && this.enabled === null) this.enable();
    if (!on && this.model.refusesTooMany === true) this.unlock();
  }

  private read(at: number): number {
    return this.pf.config.read(this.cap + at, 2);
  }

  private enable(): void {
    const wanted = this.read(NUM_VFS);
    // More than TotalVFs is undefined; here no VF answers then.
    const count = wanted <= this.read(TOTAL_VFS) ? wanted : 0;
    this.enabled = {
      offset: this.read(OFFSET),
      stride: this.read(STRIDE),
      count,
      vfs: new Map(),
    };
    const { lockedWhileEnabled: locked } = this.model;
    const { config } = this.pf;
    if (locked !== 'nothing') config.setWritable(this.cap + NUM_VFS, 2, 0);
    if (locked !== 'all') return;
    config.setWritable(this.cap + PAGE_SIZE, 4, 0);
    const control = config.template.writable[this.cap + CONTROL] ?? 0;
    config.setWritable(this.cap + CONTROL, 1, control & ~ARI);
  }

  private disable(): void {
    this.enabled = null;
    this.unlock();
    if (this.model.disableClearsNumVfs) this.pf.config.set(this.cap + NUM_VFS, 2, 0);
  }

  private unlock(): void {
    const { config } = this.pf;
    config.setWritable(this.cap + NUM_VFS, 2, null);
    config.setWritable(this.cap + PAGE_SIZE, 4, null);
    const lowest = this.device[0] === this;
    const control = config.template.writable[this.cap + CONTROL] ?? 0;
    const tooMany = this.model.refusesTooMany === true && this.read(NUM_VFS) > this.read(TOTAL_VFS);
    const locked = (lowest ? 0 : ARI) + (tooMany ? VF_ENABLE : 0);
    config.setWritable(this.cap + CONTROL, 1, locked === 0 ? null : control & ~locked);
  }

  private layOut(): void {
    if (this.model.layout === null || this.enabled !== null) return;
    const ari = ((this.device[0] ?? this).read(CONTROL) & ARI) !== 0;
    const { offset, stride } = this.model.layout(this.read(NUM_VFS), ari);
    this.pf.config.set(this.cap + OFFSET, 2, offset);
    this.pf.config.set(this.cap + STRIDE, 2, stride);
  }

  /** One supported page size, or what was there before; VF BARs become at least as large. */
  private checkPageSize(): void {
    const { config } = this.pf;
    const pages = config.read(this.cap + PAGE_SIZE, 4);
    const supported = config.read(this.cap + SUPPORTED_PAGES, 4);
    const single = pages > 0 && Number.isInteger(Math.log2(pages)) && (pages & supported) !== 0;
    if (!single && !this.model.anyPageSizeBits) config.set(this.cap + PAGE_SIZE, 4, 1);
    const page = single ? pages * 4096 : 4096;
    for (const bar of this.model.vfBars) this.resizeVfBar(bar, page);
  }

  private resizeVfBar(bar: BarShape, page: number): void {
    const at = this.cap + VF_BAR0 + 4 * bar.index;
    const { config } = this.pf;
    if (page <= bar.size) {
      config.setWritable(at, 4, null);
      return;
    }
    const [low] = barMask({ ...bar, size: page });
    config.setWritable(at, 4, low);
    const old = config.read(at, 4);
    config.set(at, 4, ((old & low) >>> 0) + (old & 0xf));
  }

  private vf(index: number): FabricFunction | undefined {
    const vfs = this.enabled?.vfs;
    const known = vfs?.get(index);
    if (vfs === undefined || known !== undefined) return known;
    const config = new ConfigSpace(this.model.vf);
    connectVfReset(config);
    const { pf } = this;
    const vf: FabricFunction = { role: 'vf', model: pf.model, config, pf, vfIndex: index };
    vfs.set(index, vf);
    return vf;
  }
}
