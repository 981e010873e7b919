import { FOREIGN_SCHEMES, PLUGINS } from '../../src/flink/file-systems.js';
import { parsePath } from '../../src/flink/paths.js';
import { bareImage } from '../../src/flink/pod-plugins.js';
import { isJobOption } from '../../src/flink/scope.js';
import { lookup } from '../../src/lookup.js';
import { type Draft, defineRule, type Place, type TargetView } from '../../src/rule.js';

const DIRECTORIES = [
  'execution.checkpointing.dir',
  'execution.checkpointing.savepoint-dir',
  'high-availability.storageDir',
  'state.changelog.dstl.dfs.base-path',
  'jobmanager.archive.fs.dir',
  'job-result-store.storage-path',
] as const;

const ENABLE =
  "Give Flink's containers the variable ENABLE_BUILT_IN_PLUGINS with the name of the plugin's jar in /opt/flink/opt, or run an image that has it in a folder of its own below plugins/.";

export default defineRule({
  title: 'Location in a file system that Flink does not have',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: 'A directory names a scheme for which neither Flink nor its plugins bring a file system, or one whose plugin the containers of a stock image do not load; in the strict profile any that needs a plugin.',
    why: 'Flink cannot write there: jobs with such a checkpoint directory do not start, and savepoints fail.',
    fix: 'Use a scheme that Flink knows, such as s3, gs, abfss, oss or hdfs, and put its plugin into a folder of its own below plugins/.',
    references: ['FileSystem#getUnguardedFileSystem', 'FileSystem#DIRECTLY_SUPPORTED_FILESYSTEM'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.checkpointing.dir: gcs://bucket/checkpoints\n' },
        finds: [
          {
            at: 'gcs://bucket/checkpoints',
            message: "Neither Flink nor its plugins have a file system 'gcs'.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'execution.checkpointing.dir: s3p://bucket/checkpoints\n' },
        profile: 'strict',
        finds: [
          { at: 's3p://bucket/checkpoints', message: "The file system 's3p' needs the plugin 'flink-s3-fs-presto'." },
        ],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'execution.checkpointing.dir: s3://bucket/checkpoints\n' } },
      { files: { 'conf/config.yaml': 'execution.checkpointing.dir: hdfs:///flink/checkpoints\n' } },
    ],
  },
  check: {
    *target(target) {
      const locations = locationsOf(target);
      for (const { scheme, at } of locations) {
        const about = foreign(scheme);
        if (about !== undefined) yield { at, ...about };
      }
      // A plugin that is missing is missing once.
      for (const scheme of new Set(locations.map((one) => one.scheme))) {
        const about = needed(scheme, target);
        const [at, ...related] = locations.flatMap((one) => (one.scheme === scheme ? [one.at] : []));
        if (about !== undefined && at !== undefined) yield { at, related, ...about };
      }
    },
  },
});

function locationsOf(target: TargetView): readonly { readonly scheme: string; readonly at: Place }[] {
  return DIRECTORIES.flatMap((option) => {
    const heard = target.target.mode !== 'batch' || !isJobOption(option);
    const directory = target.string(option);
    const path = directory.known && heard ? parsePath(directory.value) : undefined;
    if (!directory.known || path === undefined || !path.ok || path.value.scheme === undefined) return [];
    return [{ scheme: path.value.scheme, at: directory.origin }];
  });
}

function foreign(scheme: string): Omit<Draft, 'at'> | undefined {
  const known = lookup(FOREIGN_SCHEMES, scheme);
  if (known === undefined) return undefined;
  return {
    message: known.readOnly
      ? `Flink cannot write to '${scheme}' locations.`
      : `Neither Flink nor its plugins have a file system '${scheme}'.`,
    ...(known.use === undefined ? {} : { help: `Write '${known.use}://' in its place.` }),
  };
}

function needed(scheme: string, target: TargetView): Omit<Draft, 'at'> | undefined {
  const plugins = lookup(PLUGINS, scheme);
  if (plugins === undefined) return undefined;
  const names = plugins.map((name) => `'${name}'`).join(' or ');
  const image = bareImage(target);
  if (image !== undefined) {
    const message = `The file system '${scheme}' needs the plugin ${names}, which the image '${image}' does not load; Flink cannot write there.`;
    // The operator may give pods more than their resource says.
    return { message, help: ENABLE, confidence: 'medium' };
  }
  if (target.target.profile !== 'strict') return undefined;
  return { message: `The file system '${scheme}' needs the plugin ${names}.`, severity: 'info' };
}
