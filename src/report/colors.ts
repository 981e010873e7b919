import pc from 'picocolors';
import type { Severity } from '../model/finding.js';

/** Functions that colour text, or that leave it alone. */
export type Colors = ReturnType<typeof pc.createColors>;

/** Colours, or none; what the terminal can do is for the caller to say. */
export function colorsOf(color: boolean): Colors {
  return pc.createColors(color);
}

/** The colour of a severity, of its word as of its marks. */
export function severityColor(severity: Severity, colors: Colors): (text: string) => string {
  switch (severity) {
    case 'error':
      return colors.red;
    case 'warning':
      return colors.yellow;
    case 'info':
      return colors.blue;
  }
}
