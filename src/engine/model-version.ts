/** Version of the model: that of the package. Part of whatever is written out, so that figures can be traced back. */
export const MODEL_VERSION = '0.1.0';

/** What files say of who made them. */
export const MADE_WITH = { model: MODEL_VERSION } as const;
