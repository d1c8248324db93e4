import type { Pages } from '../page';

export const pci: Pages = {
  lspci: {
    summary: '列出 PCI 功能',
    description: [
      '内核所知的每个功能占一行：地址“总线:设备.功能”、类别、厂商和设备名。虚拟功能（VF）在这里与其他功能没有区别；它们是写入 sriov_numvfs 时由内核创建的。',
      '读取 VF 的厂商号和设备号得到 ffff。列表里的名称来自内核，内核由 PF 推算得出。用 -F 读取转储文件时没有内核可问，于是显示“Illegal Vendor ID”。',
      '-v 到 -vvv 逐级解码能力结构，-x 到 -xxxx 转储 64、256 或 4096 字节，-nn 同时显示编号和名称，-k 显示驱动，-t 显示树。-s 按地址、-d 按编号选择功能。',
      'SR-IOV 能力中：Initial VFs 和 Total VFs 由硬件给出，Number of VFs 是当前已启用的数量；VF offset 和 stride 说明 VF 的位置（见 routing-id）；IOVCtl 的 Enable+ 和 MSE+ 表示 VF 存在并响应内存访问。',
    ],
    examples: [
      '所有功能及其编号。',
      '树形结构。VF 与 PF 并列而非位于其下：它们在同一条总线上。',
      '网卡的 SR-IOV 能力。',
      '第一个 VF 由哪个驱动管理：ixgbevf 供主机使用，vfio-pci 供虚拟机使用。',
    ],
    exit: '0；选项有误或转储无法读取时为 1。',
  },
  setpci: {
    summary: '读写配置寄存器',
    description: [
      'REGISTER 可以是名称（COMMAND、BASE_ADDRESS_0）、数字，或能力名称（CAP_EXP、ECAP_SRIOV）加偏移量，后面可跟宽度 .b、.w 或 .l。VALUE 是十六进制数，掩码限定要写的位。',
      '写操作绕过内核直达硬件，内核并不知情。用这种方式置位 VF Enable，总线上会出现能应答的 VF，但在内核去查找之前 sysfs 中不会有设备。',
      '只读位保持不变，状态寄存器的位写 1 清零。VF 没有自己的内存空间使能位：由 PF 能力中的 VF MSE 统一控制。',
    ],
    examples: [
      'PF 的 Command 寄存器：0x4 是总线主控，0x2 是内存空间。',
      'NumVFs，位于 SR-IOV 能力偏移 10 处，按字读取。',
      'VF 的前四个字节：ffffffff，普通的总线扫描会因此错过它。',
    ],
    exit: '0；寄存器或设备不存在时为 1。',
  },
};
