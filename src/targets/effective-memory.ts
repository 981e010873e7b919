import { PROCESSES, refusalInWords, sizeInWords } from '../flink/memory/words.js';
import type { ShownMemory } from '../model/effective.js';
import type { ProcessMemory, ProcessName } from '../model/memory.js';

/** The memory of a target's processes as `config` shows it. */
export const effectiveMemory = (of: (process: ProcessName) => ProcessMemory): readonly ShownMemory[] =>
  (['jobmanager', 'taskmanager'] as const).map((process) => {
    const memory = of(process);
    return {
      process,
      title: PROCESSES[process],
      memory,
      sizeText: sizeInWords,
      ...(memory.kind === 'refused' ? { refusal: `${refusalInWords(memory.refusal)}.` } : {}),
    };
  });
