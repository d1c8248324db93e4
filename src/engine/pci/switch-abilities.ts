/** What the Linux drivers of PFs can do with the switch of their cards. */

/** Drivers with an eswitch mode in devlink_ops: representors, and tc flower on them. */
export const SWITCHDEV_DRIVERS: readonly string[] = ['mlx5_core', 'ice', 'bnxt_en'];

/**
 * Drivers whose card filters what all of its functions receive, set by `ethtool -N`: Flow Director of ixgbe
 * (ixgbe_add_ethtool_fdir_entry: drop queue 127, or a VF's) and i40e. igb takes no drop (`action -1`); mlx5e, ice and bnxt_en
 * filter so what their own PF receives, not what its VFs do.
 */
export const FILTER_DRIVERS: readonly string[] = ['ixgbe', 'i40e'];
