import type { MemoryRefusal } from '../../model/memory.js';

/**
 * A refusal on its way out of a derivation: Flink throws where it meets one, and the first that is met is the one that
 * counts. Never leaves this folder.
 */
export class Refused extends Error {
  readonly refusal: MemoryRefusal;

  constructor(refusal: MemoryRefusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}
