/** What limits the number of VFs, as a question names it. */
export const limits = {
  'limit-device-total': '控制器自身的数目',
  'limit-total-vfs': '各 PF 的 TotalVFs',
  'limit-driver-max': 'PF 的驱动',
  'limit-queue-pairs': '队列对',
  'limit-msix-vectors': 'MSI-X 向量',
  'limit-ari-reach': '没有 ARI 时够得着的功能',
  'limit-bus-numbers': '插槽的总线号',
  'limit-functions-per-bus': '每个总线号的功能数',
  'limit-memory-window': '4 GiB 以上的内存窗口',
  'limit-memory-window-32': '4 GiB 以下的内存窗口',
  'limit-num-vfs-register': 'NumVFs 的 16 位',
};
