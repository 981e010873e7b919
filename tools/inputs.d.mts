/** The folder of this repository. */
export const root: string;
export const stampName: string;
export function hashOfInputs(): string;
export function isFresh(): boolean;
