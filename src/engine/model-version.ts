/** Version of the model: that of the package. Part of whatever is written out, so that figures can be traced back. */
export const MODEL_VERSION = '0.1.0';
