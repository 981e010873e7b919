// Gives the bundled rules of job sources and resources their checks; esbuild takes it in only where it is used, see build.mjs.

// Not written at the call, where esbuild would look for the file while it is being made.
const bundle = './source-rules.cjs';

/** A rule with its checks. */
export const sourceRule = (rule) => require(bundle)[rule];
