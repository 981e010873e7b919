import type { Readers } from '../discover/inputs.js';
import type { Sha256 } from '../engine/fingerprint.js';
import type { LastVersion } from '../flink/api-calls.js';
import type { Catalogue } from '../flink/catalogue.js';
import type { DefinitionData } from '../flink/definitions.js';
import type { Distribution } from '../flink/distribution.js';
import type { OptionConstants } from '../flink/option-constants.js';
import type { YamlParser } from '../flink/values.js';
import type { Severity } from '../model/finding.js';
import type { Report } from '../model/report.js';
import type { Platform, Profile } from '../model/target.js';
import type { Rule } from '../rule.js';
import type { SettingsInputs } from '../settings/load.js';
import type { Workspace } from '../workspace/workspace.js';

/** What a run works with; everything that touches the world comes in here. */
export interface RunInputs {
  readonly workspace: Workspace;
  readonly rules: readonly Rule[];
  readonly catalogue: Catalogue;
  readonly readers: Readers;
  readonly loadYamlParser: () => Promise<YamlParser>;
  /** What the constants of Flink's options are the keys of; only job sources ask. */
  readonly loadOptionConstants: () => Promise<OptionConstants>;
  /** What the definitions of the operator's resources allow; only manifests ask. */
  readonly loadDefinitions: () => Promise<DefinitionData>;
  /** What Flink's image ships; only compose files and Dockerfiles ask. */
  readonly loadDistribution: () => Promise<Distribution>;
  /** Which methods newer versions of Flink have no more; only job sources ask. */
  readonly loadLastVersions: () => Promise<LastVersion>;
  /** The schema of the settings file, and which one to use. */
  readonly settings: Pick<SettingsInputs, 'loadSchema' | 'settingsFile' | 'disabled'>;
  /** Told how much there is to do, before it is done. */
  readonly expect?: {
    readonly files: (count: number) => Promise<void>;
    readonly targets: (count: number) => Promise<void>;
  };
  readonly tool: Report['tool'];
  readonly sha256: Sha256;
  /** Where a rule's page is. */
  readonly urlOf: (rule: string) => string;
}

/** What the user asked for. */
export interface RunOptions {
  /** Root-relative files and folders whose findings are reported; `['']` for everything. */
  readonly paths: readonly string[];
  /** Root-relative folders in which what surrounds the paths is looked for; everywhere where they are left out. */
  readonly within?: readonly string[];
  readonly flinkVersion?: string;
  /** The version of the Kubernetes operator, such as `1.12`; the newest where neither this nor the settings name one. */
  readonly operatorVersion?: string;
  readonly platform?: Platform;
  readonly profile?: Profile;
  /** Only these rules. */
  readonly only?: readonly string[];
  readonly severity?: ReadonlyMap<string, Severity | 'off'>;
  /** Whether job sources are read; they are where it is left out. */
  readonly sources?: boolean;
  /** Count findings that ignore comments silence like all others. */
  readonly noIgnores?: boolean;
}
