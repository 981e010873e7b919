/** Why a document is no YAML that Flink reads, and where. */
export interface Problem {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}
