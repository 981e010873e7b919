/** A scheme that neither Flink nor Hadoop can write checkpoints to, and what was meant. */
export interface ForeignScheme {
  /** The scheme to write instead, if there is one. */
  readonly use?: string;
  /** Whether no plugin could ever make it work. */
  readonly readOnly?: true;
}

/** Schemes that are taken for those of file systems, lower case. */
export const FOREIGN_SCHEMES: Readonly<Record<string, ForeignScheme>> = {
  http: { readOnly: true },
  https: { readOnly: true },
  jar: { readOnly: true },
  classpath: { readOnly: true },
  gcs: { use: 'gs' },
  azure: { use: 'abfss' },
  azblob: { use: 'abfss' },
  blob: { use: 'abfss' },
  adls: { use: 'abfss' },
  minio: { use: 's3' },
  aws: { use: 's3' },
  s3n: { use: 's3' },
  aliyun: { use: 'oss' },
};

/** The plugins that bring the file system of a scheme: `FileSystem#DIRECTLY_SUPPORTED_FILESYSTEM`. */
export const PLUGINS: Readonly<Record<string, readonly string[]>> = {
  s3: ['flink-s3-fs-hadoop', 'flink-s3-fs-presto'],
  s3a: ['flink-s3-fs-hadoop'],
  s3p: ['flink-s3-fs-presto'],
  oss: ['flink-oss-fs-hadoop'],
  gs: ['flink-gs-fs-hadoop'],
  abfs: ['flink-azure-fs-hadoop'],
  abfss: ['flink-azure-fs-hadoop'],
  wasb: ['flink-azure-fs-hadoop'],
  wasbs: ['flink-azure-fs-hadoop'],
};
