import type { NetCounters } from '../../command';

const IGB = `rx_packets tx_packets rx_bytes tx_bytes rx_broadcast tx_broadcast rx_multicast tx_multicast multicast
collisions rx_crc_errors rx_no_buffer_count rx_missed_errors tx_aborted_errors tx_carrier_errors tx_window_errors
tx_abort_late_coll tx_deferred_ok tx_single_coll_ok tx_multi_coll_ok tx_timeout_count rx_long_length_errors
rx_short_length_errors rx_align_errors tx_tcp_seg_good tx_tcp_seg_failed rx_flow_control_xon rx_flow_control_xoff
tx_flow_control_xon tx_flow_control_xoff rx_long_byte_count tx_dma_out_of_sync tx_smbus rx_smbus dropped_smbus
os2bmc_rx_by_bmc os2bmc_tx_by_bmc os2bmc_tx_by_host os2bmc_rx_by_host tx_hwtstamp_timeouts tx_hwtstamp_skipped
rx_hwtstamp_cleared rx_errors tx_errors tx_dropped rx_length_errors rx_over_errors rx_frame_errors rx_fifo_errors
tx_fifo_errors tx_heartbeat_errors`;

const IGB_QUEUE = `tx_queue_0_packets tx_queue_0_bytes tx_queue_0_restart rx_queue_0_packets rx_queue_0_bytes
rx_queue_0_drops rx_queue_0_csum_err rx_queue_0_alloc_failed`;

const IGBVF = `rx_packets tx_packets rx_bytes tx_bytes multicast lbrx_bytes lbrx_packets tx_restart_queue
tx_timeout_count rx_long_byte_count rx_csum_offload_good rx_csum_offload_errors rx_header_split
alloc_rx_buff_failed`;

const PLAIN = `rx_packets tx_packets rx_bytes tx_bytes rx_errors tx_errors rx_dropped tx_dropped multicast
collisions`;

const words = (text: string): readonly string[] => text.split(/\s+/);

const NAMES: Readonly<Record<string, readonly string[]>> = {
  igb: [...words(IGB), ...words(IGB_QUEUE)],
  igbvf: words(IGBVF),
};

/** The counters a driver keeps, by the names it gives them. */
export function statistics(
  driver: string,
  n: NetCounters,
): readonly (readonly [name: string, value: number])[] {
  const counted: Readonly<Record<string, number>> = {
    rx_packets: n.rxPackets,
    rx_bytes: n.rxBytes,
    tx_packets: n.txPackets,
    tx_bytes: n.txBytes,
    rx_dropped: n.rxDropped,
    tx_dropped: n.txDropped,
    rx_long_byte_count: n.rxBytes,
    tx_queue_0_packets: n.txPackets,
    tx_queue_0_bytes: n.txBytes,
    rx_queue_0_packets: n.rxPackets,
    rx_queue_0_bytes: n.rxBytes,
    rx_queue_0_drops: n.rxDropped,
  };
  return (NAMES[driver] ?? words(PLAIN)).map((name) => [name, counted[name] ?? 0]);
}
