import type { Notice } from '../model/report.js';
import { visible } from '../report/display.js';
import type { Terminal } from '../terminal.js';

/** Says what is no finding and must be known all the same, a line each. */
export function tellNotices(notices: readonly Notice[], { err }: Terminal): void {
  for (const { file, message } of notices) {
    err.write(`flinklint: ${visible(file === undefined ? message : `${file}: ${message}`)}\n`);
  }
}
