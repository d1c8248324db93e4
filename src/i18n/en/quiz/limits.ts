/** What limits the number of VFs, as a question names it. */
export const limits = {
  'limit-device-total': 'what the controller was built with',
  'limit-total-vfs': 'TotalVFs of the PFs',
  'limit-driver-max': 'the driver of the PF',
  'limit-queue-pairs': 'queue pairs',
  'limit-msix-vectors': 'MSI-X vectors',
  'limit-ari-reach': 'functions that are reached without ARI',
  'limit-bus-numbers': 'bus numbers of the slot',
  'limit-functions-per-bus': 'functions per bus number',
  'limit-memory-window': 'the memory window above 4 GiB',
  'limit-memory-window-32': 'the memory window below 4 GiB',
  'limit-num-vfs-register': 'the 16 bits of NumVFs',
};
