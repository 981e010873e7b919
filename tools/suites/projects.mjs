// The three small repositories that the gates are tried on.

/** Flink refuses to start with it: the interval is no duration. */
export const bad = {
  'conf/flink-conf.yaml': 'state.checkpoints.dir: s3://orders/checkpoints\nexecution.checkpointing.interval: soon\n',
};

export const good = {
  'conf/flink-conf.yaml': [
    'state.backend.type: rocksdb',
    'state.backend.incremental: true',
    'state.checkpoints.dir: s3://orders/checkpoints',
    'state.savepoints.dir: s3://orders/savepoints',
    'execution.checkpointing.interval: 1 min',
    '',
  ].join('\n'),
};

/** Nothing of Flink's, though one file has the name of one. */
export const foreign = {
  'README.md': '# A web shop\n',
  'config.yaml': 'site:\n  title: A web shop\n  theme: plain\n',
};
