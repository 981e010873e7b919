import type { CommandFacts } from './commands.js';
import type { ComposeFacts, DockerfileFacts, EnvFacts } from './containers.js';
import type { ConfigFacts, LoggingFacts } from './facts.js';
import type { JavaFacts } from './java.js';
import type { ManifestFacts } from './manifest.js';
import type { SqlFacts } from './sql.js';

/** What one file says, version-free. */
export type Facts =
  | ConfigFacts
  | LoggingFacts
  | JavaFacts
  | ManifestFacts
  | SqlFacts
  | ComposeFacts
  | EnvFacts
  | DockerfileFacts
  | CommandFacts;
